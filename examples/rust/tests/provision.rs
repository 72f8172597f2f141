//! The example works the same with the embedded platform and over HTTP, and changes nothing when run again.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests panic on unexpected results")]

use convex_ops::serve::{ServeOptions, Server};
use std::process::{Command, Output};

fn run(location: &str, token: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_provision"));
    command.arg(location).env_remove("CONVEX_ACCESS_TOKEN");
    command.envs(token.map(|token| ("CONVEX_ACCESS_TOKEN", token)));
    command.output().unwrap()
}

#[track_caller]
fn stdout_of(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Removes names and URLs of deployments, which differ.
fn without_names(printed: &str) -> Vec<&str> {
    let what = printed.lines().map(|line| line.split(" at ").next().unwrap());
    what.map(|line| if line.starts_with("key ") { line.split(": ").next().unwrap() } else { line }).collect()
}

#[test]
fn embedded_and_http_give_the_same_result() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(ServeOptions::default())).unwrap();
    let over_http = stdout_of(&run(server.url(), Some(server.token().expose())));
    let embedded = stdout_of(&run("embedded:", None));
    assert_eq!(without_names(&over_http), without_names(&embedded));
    assert_eq!(
        without_names(&embedded),
        [
            "project      first-team/todo",
            "prod         production",
            "dev          dev/admin",
            "preview      preview/add-search",
            "preview      preview/fix-login",
            "key          pull-requests",
            "key          deploys",
            "key          backups",
        ]
    );
    assert_eq!(over_http.matches("|<redacted>").count(), 3, "{over_http}");
    runtime.block_on(server.stop());
}

#[test]
fn second_run_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    assert_eq!(stdout_of(&run(&location, None)), stdout_of(&run(&location, None)));
}

#[test]
fn missing_token_is_an_error() {
    let refused = run("https://api.convex.dev", None);
    assert!(!refused.status.success());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("missing token"));
}
