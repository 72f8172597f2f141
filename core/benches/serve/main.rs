//! Measures the server with 64 connections and 1,000 deployments, then with 8 hostile pushes: `cargo xtask bench serve`.
//!
//! The server runs in its own process, and shares the processors with the load. Connections are persistent, HTTP/1.1
//! over loopback, and send their next request after the previous response. The platform is in a SQLite file. Fails if the
//! server misses a goal.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

#[path = "../shared/load.rs"]
mod load;
#[path = "../shared/program.rs"]
mod program;

use load::Load;
use program::Program;
use serde_json::json;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const CONNECTIONS: usize = 64;
const DEPLOYMENTS: usize = 1_000;
const ROUNDS: usize = 5;

/// Hostile pushes at a time, each to a deployment of its own.
const PUSHES: usize = 8;

/// Connections of the other callers meanwhile, and their pause between requests.
const OTHERS: usize = 8;
const PAUSE: Duration = Duration::from_millis(5);

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let time = Duration::from_millis(if quick { 200 } else { 2_000 });
    let deployments = if quick { 50 } else { DEPLOYMENTS };
    let server = Program::start(&["--domain", "localhost"]);
    let load = Load::new(server.url(), server.token(), CONNECTIONS);
    let names = self::deployments(&load, deployments);
    let name = |n: usize| names.get(n % names.len()).unwrap();

    println!(
        "{CONNECTIONS} connections on {} processors, {deployments} deployments",
        std::thread::available_parallelism().unwrap()
    );
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
    let mut reached = vec![report("getDeployment", gets, 18_000.0), report("createDeployKey", creates, 4_500.0)];
    reached.extend(under_attack(&load, &names, time));
    drop(server);
    // A short run gives unreliable rates.
    ExitCode::from(u8::from(!quick && reached.contains(&false)))
}

/// Measures other callers during pushes whose modules never end.
fn under_attack(load: &Load, names: &[String], time: Duration) -> [bool; 2] {
    let targets: Vec<_> = names.iter().take(PUSHES).map(|name| (name.clone(), key(load, name))).collect();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for (name, key) in &targets {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    load.push_endlessly(name, key, &stop);
                }
            });
        }
        let others = load.with_connections(OTHERS);
        let get = |n: usize| others.request("GET", &format!("/v1/deployments/{}", names[n % names.len()]), "");
        let health = |_: usize| others.request("GET", "/health", "");
        let gets = others.latencies(time * 5, PAUSE, get);
        let healths = others.latencies(time * 5, PAUSE, health);
        stop.store(true, Ordering::Relaxed);
        println!("with {PUSHES} hostile pushes, {OTHERS} connections that pause {PAUSE:?} between requests:");
        [p99("getDeployment", gets, 50), p99("/health", healths, 20)]
    })
}

/// Creates a deploy key.
fn key(load: &Load, name: &str) -> String {
    let path = format!("/v1/deployments/{name}/create_deploy_key");
    load.once("POST", &path, &json!({ "name": "hostile" }))["deployKey"].as_str().unwrap().to_owned()
}

/// Creates projects with deployments and returns the names of the deployments.
fn deployments(load: &Load, count: usize) -> Vec<String> {
    load.once("POST", "/admin/set_plan", &json!({ "teamId": 1, "plan": "enterprise" }));
    let made = load.once("POST", "/v1/teams/1/create_project", &json!({ "projectName": "Bench" }));
    let path = format!("/v1/projects/{}/create_deployment", made["projectId"]);
    let make = |n| load.once("POST", &path, &json!({ "type": "preview", "reference": format!("preview/{n:04}") }));
    (0..count).map(make).map(|made| made["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
}

/// Prints the median of the rounds and returns true if it meets the goal.
fn report(what: &str, mut rates: Vec<f64>, goal: f64) -> bool {
    rates.sort_by(f64::total_cmp);
    let median = rates.get(rates.len() / 2).copied().unwrap();
    let verdict = if median >= goal { "ok" } else { "UNDER" };
    println!("{what:16} {median:>8.0} per second, goal {goal:.0}: {verdict}; rounds {rates:.0?}");
    median >= goal
}

/// Prints the 99th percentile and returns true if it meets the goal.
fn p99(what: &str, mut latencies: Vec<Duration>, goal_ms: u64) -> bool {
    latencies.sort();
    let p99 = latencies[latencies.len() * 99 / 100];
    let is_met = p99 <= Duration::from_millis(goal_ms);
    let (median, verdict) = (latencies[latencies.len() / 2], if is_met { "ok" } else { "OVER" });
    println!("{what:16} median {median:.1?}, p99 {p99:.1?} of {} calls, goal {goal_ms} ms: {verdict}", latencies.len());
    is_met
}
