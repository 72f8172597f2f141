//! Measures calls per second of the server with 64 connections: `cargo xtask bench serve`.
//!
//! Server and load generator share this process and all processors. Connections are persistent, HTTP/1.1 over loopback, and
//! send their next request after the previous response. The platform is in a SQLite file. Fails if the server handles fewer
//! than 10,000 `getDeployment` or 2,000 `createDeployKey` calls per second.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

mod load;

use convex_ops::model::Plan;
use convex_ops::serve::{Options, Server};
use load::Load;
use serde_json::{Value, json};
use std::process::ExitCode;
use std::time::Duration;

const CONNECTIONS: usize = 64;
const DEPLOYMENTS: usize = 100;
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let time = Duration::from_millis(if quick { 200 } else { 2_000 });
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut options = Options::default();
    options.location = format!("embedded:{}", folder.path().join("platform.db").display());
    options.domain = Some("convex.example".into());
    let server = runtime.block_on(Server::start(options)).unwrap();
    server.platform().admin().set_plan(server.team_id(), Plan::Enterprise).unwrap();
    let load = Load::new(server.url(), server.token().expose(), CONNECTIONS);
    let names = deployments(&load);
    let name = |n: usize| names.get(n % names.len()).unwrap();

    println!("{CONNECTIONS} connections on {} processors", std::thread::available_parallelism().unwrap());
    let get = |n: usize| load.request("GET", &format!("/v1/deployments/{}", name(n)), "");
    let create = |n: usize| {
        let body = json!({ "name": format!("key {n}") }).to_string();
        load.request("POST", &format!("/v1/deployments/{}/create_deploy_key", name(n)), &body)
    };
    let (mut gets, mut creates) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        gets.push(load.run(time, 0, get));
        creates.push(load.run(time, round << 32, create));
    }
    let reached = [report("getDeployment", gets, 10_000.0), report("createDeployKey", creates, 2_000.0)];
    runtime.block_on(server.stop());
    // A short run gives unreliable rates.
    ExitCode::from(u8::from(!quick && reached.contains(&false)))
}

/// Creates a project with deployments and returns their names.
fn deployments(load: &Load) -> Vec<String> {
    let made = load.once("POST", "/v1/teams/1/create_project", &json!({ "projectName": "Bench" }));
    let path = format!("/v1/projects/{}/create_deployment", made["projectId"]);
    let make = |n| load.once("POST", &path, &json!({ "type": "preview", "reference": format!("preview/{n:03}") }));
    (0..DEPLOYMENTS).map(make).map(|made| made["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
}

/// Prints the median of the rounds and returns true if it meets the goal.
fn report(what: &str, mut rates: Vec<f64>, goal: f64) -> bool {
    rates.sort_by(f64::total_cmp);
    let median = rates.get(rates.len() / 2).copied().unwrap();
    let verdict = if median >= goal { "ok" } else { "UNDER" };
    println!("{what:16} {median:>8.0} per second, goal {goal:.0}: {verdict}; rounds {rates:.0?}");
    median >= goal
}

/// Parses a response, which must be JSON.
fn parse(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap()
}
