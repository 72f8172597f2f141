//! Measures the server's CPU time for a push, its memory, and the growth of its store: `cargo xtask bench push`.
//!
//! An app of 500 functions in 50 modules, which import 2 MB of shared chunks, is pushed to a new deployment, then again
//! with one changed module each time, as Convex's command does. The time is that of the server's process and of the
//! processes that evaluate modules. Fails if the server misses a goal.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::print_stdout, reason = "this is a bench")]

mod app;
#[path = "../shared/load.rs"]
#[allow(dead_code, reason = "this bench generates no load")]
mod load;
#[path = "../shared/program.rs"]
mod program;

use load::{Load, parse};
use program::Program;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const FUNCTIONS: usize = 500;

/// Apps pushed to a server that has not seen them, and pushes with one changed module.
const COLD: usize = 3;
const WARM: usize = 20;

const COLD_GOAL: Duration = Duration::from_millis(800);
const WARM_GOAL: Duration = Duration::from_millis(150);

/// A store may grow by twice the app, and by what changes: goal for each push, in bytes.
const GROWTH_GOAL: u64 = 1 << 20;

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let functions = if quick { 50 } else { FUNCTIONS };
    let modules = app::modules(functions);
    let request = |modules: &[Value]| push(modules, functions);
    let length = request(&modules).to_string().len();
    println!("{functions} functions in {} modules, {:.1} MB with source maps", modules.len(), length as f64 / 1e6);

    let mut cold: Vec<_> = (0..COLD).map(|_| Server::start().measure(&request(&modules))).collect();
    let server = Server::start();
    cold.push(server.measure(&request(&modules)));
    let (size, mut modules) = (server.program.stored_bytes(), modules);
    let mut warm = Vec::new();
    for version in 1..=WARM {
        let n = version % (functions / 10);
        modules[n] = app::changed_module(n, version);
        warm.push(server.measure(&request(&modules)));
    }
    let growth = server.program.stored_bytes().saturating_sub(size) / WARM as u64;

    let mut reached = vec![report("cold", cold, COLD_GOAL), report("one changed module", warm, WARM_GOAL)];
    let verdict = if growth <= GROWTH_GOAL { "ok" } else { "OVER" };
    println!("store: {size} bytes after one push, {growth} more for each further push, goal {GROWTH_GOAL}: {verdict}");
    reached.push(growth <= GROWTH_GOAL);
    if let Some(peak) = server.program.peak_kib() {
        println!("the server's process had at most {} MiB", peak / 1024);
    }
    ExitCode::from(u8::from(!quick && reached.contains(&false)))
}

/// Time of one push: of the processors, and elapsed.
type Time = (Option<Duration>, Duration);

/// Prints the medians and returns true if the time of the processors meets the goal.
fn report(what: &str, mut times: Vec<Time>, goal: Duration) -> bool {
    times.sort();
    let (cpu, elapsed) = times[times.len() / 2];
    let Some(cpu) = cpu else {
        println!("{what:20} {elapsed:.1?} elapsed; this system does not tell the CPU time");
        return true;
    };
    let (least, most) = (times[0].0.unwrap_or_default(), times[times.len() - 1].0.unwrap_or_default());
    let verdict = if cpu <= goal { "ok" } else { "OVER" };
    println!("{what:20} {cpu:?} of CPU ({least:?} to {most:?}), {elapsed:.0?} elapsed, goal {goal:?}: {verdict}");
    cpu <= goal
}

/// Builds the request of a push.
fn push(modules: &[Value], functions: usize) -> Value {
    let app = json!({ "definition": null, "dependencies": [], "schema": app::schema(functions), "changedModules": modules,
        "unchangedModuleHashes": [], "udfServerVersion": "1.49.0" });
    json!({ "adminKey": "", "dryRun": false, "functions": "convex/", "appDefinition": app, "componentDefinitions": [],
        "nodeDependencies": [] })
}

/// A server with one deployment.
struct Server {
    program: Program,
    host: String,
    key: String,
}

impl Server {
    fn start() -> Self {
        let program = Program::start(&["--domain", "localhost"]);
        let load = Load::new(program.url(), program.token(), 1);
        let made = load.once("POST", "/v1/teams/1/create_project", &json!({ "projectName": "Bench" }));
        let path = format!("/v1/projects/{}/create_deployment", made["projectId"]);
        let name = load.once("POST", &path, &json!({ "type": "prod" }))["name"].as_str().unwrap().to_owned();
        let path = format!("/v1/deployments/{name}/create_deploy_key");
        let key = load.once("POST", &path, &json!({ "name": "bench" }))["deployKey"].as_str().unwrap().to_owned();
        Self { program, host: format!("{name}.localhost"), key }
    }

    /// Pushes an app.
    fn measure(&self, request: &Value) -> Time {
        let (cpu, start) = (self.program.cpu_time(), Instant::now());
        let started = self.call("start_push", request);
        let waiting = json!({ "schemaChange": started["schemaChange"], "dryRun": false, "timeoutMs": 10_000 });
        assert_eq!(self.call("wait_for_schema", &waiting)["type"], "complete");
        self.call("finish_push", &json!({ "startPush": started, "dryRun": false }));
        let elapsed = start.elapsed();
        (self.program.cpu_time().zip(cpu).map(|(after, before)| after - before), elapsed)
    }

    fn call(&self, route: &str, body: &Value) -> Value {
        let (body, Self { host, key, .. }) = (body.to_string(), self);
        let head = format!(
            "POST /api/deploy2/{route} HTTP/1.1\r\nhost: {host}\r\nauthorization: Convex {key}\r\ncontent-type: \
             application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(self.program.url().strip_prefix("http://").unwrap()).unwrap();
        stream.write_all((head + &body).as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let text = String::from_utf8(answer).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{route}: {text}");
        parse(body.as_bytes())
    }
}
