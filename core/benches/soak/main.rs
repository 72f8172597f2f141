//! Loads the server with mixed work for two minutes: `cargo xtask bench soak`.
//!
//! 64 clients read, write, push, import and export, and 200 WebSockets follow queries. The server runs in a process of its
//! own. Fails if any call fails, or if the memory of the server grows over the second half.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "this is a bench"
)]

mod client;
#[path = "../shared/program.rs"]
mod program;
mod sockets;

use client::Client;
use program::Program;
use serde_json::json;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const DEPLOYMENTS: usize = 32;
const SOCKETS: usize = 200;

/// Kinds of work, and how many of the 64 clients do each.
const WORK: [(&str, usize); 8] = [
    ("read", 24),
    ("list", 8),
    ("create and delete a key", 12),
    ("set a variable", 8),
    ("push", 4),
    ("import", 4),
    ("export", 2),
    ("health", 2),
];

/// Memory that may be added over the second half, as a share: the noise of an allocator.
const GROWTH: f64 = 1.10;

/// A deployment: name, address and key.
struct Target {
    name: String,
    host: String,
    key: String,
}

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let time = Duration::from_secs(if quick { 5 } else { 120 });
    let server = Program::start(&["--domain", "localhost"]);
    let targets = targets(&server);
    let sockets = sockets::Sockets::open(server.url(), &targets, SOCKETS);
    let (stop, latencies, failures) = (AtomicBool::new(false), Mutex::default(), Mutex::new(Vec::new()));
    let memory = std::thread::scope(|scope| {
        let next = AtomicUsize::new(0);
        for kind in WORK.iter().flat_map(|(kind, count)| std::iter::repeat_n(*kind, *count)) {
            let (number, server, targets) = (next.fetch_add(1, Ordering::Relaxed), &server, &targets);
            let (stop, latencies, failures) = (&stop, &latencies, &failures);
            scope.spawn(move || {
                let mut client = Client::open(server.url(), server.token());
                let mut own = Vec::new();
                let mut round = 0;
                while !stop.load(Ordering::Relaxed) {
                    let started = Instant::now();
                    let done = work(&mut client, kind, &targets[(number + round) % targets.len()], number, round);
                    own.push(started.elapsed());
                    failures.lock().unwrap().extend(done.err().map(|error| format!("{kind}: {error}")));
                    round += 1;
                }
                let all: &Mutex<BTreeMap<&str, Vec<Duration>>> = latencies;
                all.lock().unwrap().entry(kind).or_default().extend(own);
            });
        }
        let mut memory = Vec::new();
        let started = Instant::now();
        while started.elapsed() < time {
            std::thread::sleep(Duration::from_millis(500));
            memory.extend(server.resident_kib());
        }
        stop.store(true, Ordering::Relaxed);
        memory
    });
    let received = sockets.close();
    for (kind, times) in latencies.into_inner().unwrap() {
        println!("{kind:24} {:>8} calls, p99 {:.1?}", times.len(), p99(times));
    }
    println!("{SOCKETS} WebSockets received {received} transitions");
    let failures = failures.into_inner().unwrap();
    println!("{} failures", failures.len());
    failures.iter().take(10).for_each(|failure| println!("  {failure}"));
    let is_flat = quick || is_flat(&memory);
    ExitCode::from(u8::from(!failures.is_empty() || !is_flat || received < SOCKETS))
}

/// Compares the highest memory of the third and the fourth quarter.
fn is_flat(memory: &[u64]) -> bool {
    let quarter = |n: usize| memory[memory.len() * n / 4..memory.len() * (n + 1) / 4].iter().max().copied();
    let (Some(third), Some(fourth)) = (quarter(2), quarter(3)) else { return true };
    let is_flat = fourth as f64 <= third as f64 * GROWTH;
    let verdict = if is_flat { "ok" } else { "GROWS" };
    println!("memory: {} MiB in the third quarter, {} MiB in the fourth: {verdict}", third >> 10, fourth >> 10);
    is_flat
}

fn p99(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() * 99 / 100).copied().unwrap_or_default()
}

fn targets(server: &Program) -> Vec<Target> {
    let mut client = Client::open(server.url(), server.token());
    client.management("POST", "/admin/set_plan", &json!({ "teamId": 1, "plan": "enterprise" })).unwrap();
    let project = client.management("POST", "/v1/teams/1/create_project", &json!({ "projectName": "Soak" })).unwrap();
    let path = format!("/v1/projects/{}/create_deployment", project["projectId"]);
    let make = |n: usize| {
        let body = json!({ "type": "preview", "reference": format!("preview/{n:03}") });
        let name = client.management("POST", &path, &body).unwrap()["name"].as_str().unwrap().to_owned();
        let path = format!("/v1/deployments/{name}/create_deploy_key");
        let key = client.management("POST", &path, &json!({ "name": "soak" })).unwrap();
        Target { host: format!("{name}.localhost"), name, key: key["deployKey"].as_str().unwrap().to_owned() }
    };
    (0..DEPLOYMENTS).map(make).collect()
}

/// Performs one piece of work.
fn work(client: &mut Client, kind: &str, target: &Target, number: usize, round: usize) -> Result<(), String> {
    let name = &target.name;
    match kind {
        "read" => client.management("GET", &format!("/v1/deployments/{name}"), &json!({})).map(drop),
        "list" => client.management("GET", "/v1/teams/1/list_deployments?limit=20", &json!({})).map(drop),
        "create and delete a key" => {
            let body = json!({ "name": format!("key {number} {round}") });
            client.management("POST", &format!("/v1/deployments/{name}/create_deploy_key"), &body)?;
            let body = json!({ "id": format!("key {number} {round}") });
            client.management("POST", &format!("/v1/deployments/{name}/delete_deploy_key"), &body).map(drop)
        }
        "set a variable" => {
            let changes = json!({ "changes": [{ "name": "A", "value": round.to_string() }] });
            client.deployment(target, "POST", "/api/update_environment_variables", &changes.to_string()).map(drop)
        }
        "push" => push(client, target, round),
        "import" => {
            let lines: String =
                (0..100).map(|n| format!("{{\"n\": {n}, \"text\": \"{}\"}}\n", "x".repeat(200))).collect();
            let path = format!("/api/import?tableName=t{number}&format=jsonLines&mode=replace");
            client.deployment(target, "POST", &path, &lines).map(drop)
        }
        "export" => {
            let requested = client.deployment(target, "POST", "/api/export/request/zip", "");
            // Another client may have requested one.
            requested.map(drop).or_else(|error| if error.contains("ExportInProgress") { Ok(()) } else { Err(error) })
        }
        _ => client.management("GET", "/health", &json!({})).map(drop),
    }
}

fn push(client: &mut Client, target: &Target, round: usize) -> Result<(), String> {
    let source = format!(
        "export const f = {{isQuery: true, isPublic: true, _handler() {{ return {round}; }}, \
         exportArgs: () => '{{\"type\":\"any\"}}'}};"
    );
    let body = json!({ "appDefinition": { "changedModules": [{ "path": "f.js", "source": source }] } });
    let started = client.deployment(target, "POST", "/api/deploy2/start_push", &body.to_string())?;
    let finish = json!({ "startPush": started, "dryRun": false });
    let finished = client.deployment(target, "POST", "/api/deploy2/finish_push", &finish.to_string());
    // A variable may have changed meanwhile, and another client may have pushed.
    let is_race = |error: &String| error.contains("RaceDetected") || error.contains("SchemaAlready");
    finished.map(drop).or_else(|error| if is_race(&error) { Ok(()) } else { Err(error) })
}
