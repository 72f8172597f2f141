//! A process that is killed while it works loses no acknowledged write, and leaves no partial one.

use super::killed::{Report, Worker, any_below, open, rounds, send};
use super::{World, cloud, create_deployment};
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::environment_variables::*;
use convex_ops::api::projects::{DeleteProject, GetProjectById};
use convex_ops::api::pushes::{FinishPush, GetConfig, StartPush};
use convex_ops::artifact::PushRequest;
use convex_ops::embedded::{Caller, Platform};
use convex_ops::keys::Secret;
use convex_ops::model::{DeploymentType, ProjectId};
use std::collections::{BTreeSet, hash_map::RandomState};
use std::hash::BuildHasher;
use std::path::Path;

/// Environment variable that names the store to the worker process.
const STORE: &str = "CONVEX_OPS_SURVIVAL_STORE";

/// Number of operations before the kill: a minimum, and the bound of a random addition.
const OPERATIONS: usize = 40;
const MORE_OPERATIONS: usize = 1_000;

/// Runs in the worker. Does nothing without a parent.
#[test]
fn worker_runs_until_killed() {
    let Ok(path) = std::env::var(STORE) else { return };
    let world = World::of(open(Path::new(&path)));
    let home = world.project("Home").id;
    let name = cloud(world.call(create_deployment(home, DeploymentType::Prod))).name;
    let key = CreateDeployKey { deployment_name: name, name: "k".into(), allowed_actions: None, expires_at: None };
    let key = world.call(key).deploy_key;
    send(&format!("key {}", key.expose()));
    send(&format!("token {}", world.first.token.expose()));
    let key = Caller::with_token(key);
    let mut projects = Vec::new();
    let random = RandomState::new();
    for n in 0_u64.. {
        match random.hash_one(n) % 30 {
            0..10 => {
                let id = world.project(&format!("P{n}")).id;
                projects.push(id);
                send(&format!("made {id}"));
            }
            10..20 => {
                let both = ["A", "B"].map(|name| EnvironmentVariableChange {
                    name: name.to_owned(),
                    value: Some(Secret::new(n.to_string())),
                });
                world.platform.call(&key, UpdateEnvironmentVariables { changes: both.to_vec() }).unwrap();
                send(&format!("set {n}"));
            }
            20 => {
                push(&world.platform, &key, n);
                send(&format!("pushed {n}"));
            }
            _ if projects.len() > 5 => {
                let id = projects.remove(random.hash_one(n) as usize / 3 % projects.len());
                send(&format!("deleting {id}"));
                world.call(DeleteProject { project_id: id });
                send(&format!("deleted {id}"));
            }
            _ => {}
        }
    }
}

/// Pushes an app of two equal modules.
fn push(platform: &Platform, key: &Caller, n: u64) {
    let module = |path: &str| format!(r#"{{"path": "{path}", "source": "export const n = {n};"}}"#);
    let modules = format!("[{}, {}]", module("a.js"), module("b.js"));
    let request = PushRequest::parse(&format!(r#"{{"appDefinition": {{"changedModules": {modules}}}}}"#)).unwrap();
    let start_push = platform.call(key, StartPush { request }).unwrap();
    platform.call(key, FinishPush { start_push, dry_run: false, message: None }).unwrap();
}

/// Reports of a killed process.
#[derive(Default)]
struct Worked {
    key: String,
    token: String,
    made: BTreeSet<u64>,
    /// Deleted, or possibly deleted.
    deleted: BTreeSet<u64>,
    set: u64,
    pushed: u64,
    done: usize,
}

impl Report for Worked {
    fn record(&mut self, said: &str) {
        let (what, value) = said.split_once(' ').unwrap();
        match what {
            "key" => self.key = value.to_owned(),
            "token" => self.token = value.to_owned(),
            "made" => drop(self.made.insert(value.parse().unwrap())),
            "deleting" => drop(self.made.remove(&value.parse().unwrap())),
            "deleted" => drop(self.deleted.insert(value.parse().unwrap())),
            "set" => self.set = value.parse().unwrap(),
            "pushed" => self.pushed = value.parse().unwrap(),
            other => panic!("{other}"),
        }
        self.done += 1;
    }

    fn done(&self) -> usize {
        self.done
    }
}

fn start(path: &Path) -> Worker<Worked> {
    Worker::start("embedded::survival::worker_runs_until_killed", STORE, path)
}

#[test]
fn killed_process_keeps_acknowledged_and_atomic_writes() {
    for round in 0..rounds(3) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("platform.db");
        let mut worker = start(&path);
        worker.until(OPERATIONS + any_below(MORE_OPERATIONS, round));
        worker.kill();
        check(&path, &worker.into_report());
    }
}

#[test]
fn processes_share_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let mut both = [start(&path), start(&path)];
    both.iter_mut().for_each(|worker| worker.until(OPERATIONS));
    both.iter_mut().for_each(Worker::kill);
    for worker in both {
        check(&path, &worker.into_report());
    }
}

fn check(path: &Path, report: &Worked) {
    let platform = open(path);
    platform.admin().check_store().unwrap();
    let me = Caller::with_token(report.token.clone());
    let exists = |id: u64| platform.call(&me, GetProjectById { project_id: ProjectId(id) }).is_ok();
    for id in &report.made {
        assert!(exists(*id), "created project {id} is lost");
    }
    for id in &report.deleted {
        assert!(!exists(*id), "deleted project {id} is back");
    }
    let key = Caller::with_token(report.key.clone());
    check_app(&platform, &key, report.pushed);
    let variables = platform.call(&key, ListEnvironmentVariables {}).unwrap();
    let value = |name: &str| variables.environment_variables.get(name).map(|value| value.expose().to_owned());
    assert_eq!(value("A"), value("B"), "variables differ");
    assert!(value("A").unwrap().parse::<u64>().unwrap() >= report.set, "an older value is back");
}

/// Checks that the app is exactly that of the last finished push.
fn check_app(platform: &Platform, key: &Caller, pushed: u64) {
    let live = platform.call(key, GetConfig::default()).unwrap().modules;
    let numbers: BTreeSet<u64> = live
        .iter()
        .map(|module| module.source.trim_start_matches("export const n = ").trim_end_matches(';').parse().unwrap())
        .collect();
    assert!(numbers.len() <= 1, "modules of several pushes: {numbers:?}");
    assert!(numbers.last().copied().unwrap_or_default() >= pushed, "an older app is back: {numbers:?}, {pushed}");
}
