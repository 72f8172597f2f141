//! The example does the same in this process and over HTTP, and again nothing new.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test stops where something is not as it must be")]

use convex_ops::serve::{Options, Server};
use std::process::{Command, Output};

fn run(location: &str, token: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_provision"));
    command.arg(location).env_remove("CONVEX_ACCESS_TOKEN");
    command.envs(token.map(|token| ("CONVEX_ACCESS_TOKEN", token)));
    command.output().unwrap()
}

#[track_caller]
fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Without what differs: where deployments are, and what they are called.
fn alike(printed: &str) -> Vec<&str> {
    let what = printed.lines().map(|line| line.split(" at ").next().unwrap());
    what.map(|line| if line.starts_with("key ") { line.split(": ").next().unwrap() } else { line }).collect()
}

#[test]
fn it_does_the_same_in_this_process_and_over_http() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(Options::default())).unwrap();
    let over_http = printed(&run(server.url(), Some(server.token().expose())));
    let embedded = printed(&run("embedded:", None));
    assert_eq!(alike(&over_http), alike(&embedded));
    assert_eq!(
        alike(&embedded),
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
fn again_it_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let location = format!("embedded:{}", folder.path().join("platform.db").display());
    assert_eq!(printed(&run(&location, None)), printed(&run(&location, None)));
}

#[test]
fn without_a_token_it_says_what_is_missing() {
    let refused = run("https://api.convex.dev", None);
    assert!(!refused.status.success());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("no token"));
}
