//! `convex-ops dashboard` as people start it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::serve::ask;

/// The command, without the login of the person who runs the test.
fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convex-ops"));
    command.arg("dashboard").args(words).env("HOME", "/nonexistent").env_remove("CONVEX_ACCESS_TOKEN");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A folder with a page.
fn page() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "the page").unwrap();
    folder
}

fn assets(folder: &Path) -> [&str; 2] {
    ["--assets", folder.to_str().unwrap()]
}

#[test]
fn command_that_cannot_start_says_what_to_do() {
    let page = page();
    let with_page =
        |words: &[&str]| [&assets(page.path())[..], words].concat().iter().map(ToString::to_string).collect();
    let cases: [(Vec<String>, &str); 4] = [
        (Vec::new(), "--assets examples/dashboard/dist"),
        (vec!["--assets".to_owned(), "/nonexistent".to_owned()], "npm run build"),
        (with_page(&["--to", "https://api.convex.dev"]), "npx convex login"),
        (with_page(&["--to", "https://api.convex.dev", "--data", "x"]), "cannot be used with"),
    ];
    for (words, expected) in cases {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = command(&words).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(expected), "{words:?}: {said}");
    }
}

#[test]
fn plain_http_to_another_machine_is_refused_before_the_token_is_sent() {
    let page = page();
    let words = [&assets(page.path())[..], &["--to", "http://convex.example"]].concat();
    let output = command(&words).env("CONVEX_ACCESS_TOKEN", "a-secret-token").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("plain HTTP"), "{said}");
    assert!(!said.contains("a-secret-token"));
}

#[test]
fn dashboard_of_a_platform_in_the_process_serves_until_a_signal() {
    let page = page();
    let mut child = command(&[&assets(page.path())[..], &["--json"]].concat()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    let (origin, secret) = ready["url"].as_str().unwrap().split_once("/#secret=").unwrap();
    assert_eq!(ask(origin, "GET", "/", &[], "").body, "the page");
    let session = ask(origin, "GET", "/session", &[("x-dashboard-secret", secret)], "").json();
    assert_eq!((&session["isEmbedded"], &session["platform"]), (&true.into(), &ready["platform"]));
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
