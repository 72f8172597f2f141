//! A process that is killed in the middle of its work loses nothing that it was told is done, and leaves nothing half done.

use super::killed::{Told, Working, any_below, open, rounds, say};
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

/// Names the store to a process that is to be killed.
const STORE: &str = "CONVEX_OPS_SURVIVAL_STORE";

/// How many operations a process does before it is killed: at least so many, and then any number below the other.
const OPERATIONS: usize = 40;
const MORE_OPERATIONS: usize = 1_000;

/// What the killed process runs. On its own it does nothing.
#[test]
fn works_until_it_is_killed() {
    let Ok(path) = std::env::var(STORE) else { return };
    let world = World::of(open(Path::new(&path)));
    let home = world.project("Home").id;
    let name = cloud(world.call(create_deployment(home, DeploymentType::Prod))).name;
    let key = CreateDeployKey { deployment_name: name, name: "k".into(), allowed_actions: None, expires_at: None };
    let key = world.call(key).deploy_key;
    say(&format!("key {}", key.expose()));
    say(&format!("token {}", world.first.token.expose()));
    let key = Caller::with_token(key);
    let mut projects = Vec::new();
    let random = RandomState::new();
    for n in 0_u64.. {
        match random.hash_one(n) % 30 {
            0..10 => {
                let id = world.project(&format!("P{n}")).id;
                projects.push(id);
                say(&format!("made {id}"));
            }
            10..20 => {
                let both = ["A", "B"].map(|name| EnvironmentVariableChange {
                    name: name.to_owned(),
                    value: Some(Secret::new(n.to_string())),
                });
                world.platform.call(&key, UpdateEnvironmentVariables { changes: both.to_vec() }).unwrap();
                say(&format!("set {n}"));
            }
            20 => {
                push(&world.platform, &key, n);
                say(&format!("pushed {n}"));
            }
            _ if projects.len() > 5 => {
                let id = projects.remove(random.hash_one(n) as usize / 3 % projects.len());
                say(&format!("deleting {id}"));
                world.call(DeleteProject { project_id: id });
                say(&format!("deleted {id}"));
            }
            _ => {}
        }
    }
}

/// Pushes an app of two modules that say the same.
fn push(platform: &Platform, key: &Caller, n: u64) {
    let module = |path: &str| format!(r#"{{"path": "{path}", "source": "export const n = {n};"}}"#);
    let modules = format!("[{}, {}]", module("a.js"), module("b.js"));
    let request = PushRequest::parse(&format!(r#"{{"appDefinition": {{"changedModules": {modules}}}}}"#)).unwrap();
    let start_push = platform.call(key, StartPush { request }).unwrap();
    platform.call(key, FinishPush { start_push, dry_run: false, message: None }).unwrap();
}

/// What a killed process had been told.
#[derive(Default)]
struct Worked {
    key: String,
    token: String,
    made: BTreeSet<u64>,
    /// Deleted, or perhaps so.
    deleted: BTreeSet<u64>,
    set: u64,
    pushed: u64,
    done: usize,
}

impl Told for Worked {
    fn hear(&mut self, said: &str) {
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

fn start(path: &Path) -> Working<Worked> {
    Working::start("embedded::survival::works_until_it_is_killed", STORE, path)
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_half_done() {
    for round in 0..rounds(3) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("platform.db");
        let mut working = start(&path);
        working.until(OPERATIONS + any_below(MORE_OPERATIONS, round));
        working.kill();
        check(&path, &working.told());
    }
}

#[test]
fn two_processes_share_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let mut both = [start(&path), start(&path)];
    both.iter_mut().for_each(|working| working.until(OPERATIONS));
    both.iter_mut().for_each(Working::kill);
    for working in both {
        check(&path, &working.told());
    }
}

fn check(path: &Path, told: &Worked) {
    let platform = open(path);
    platform.admin().check_store().unwrap();
    let me = Caller::with_token(told.token.clone());
    let is_there = |id: u64| platform.call(&me, GetProjectById { project_id: ProjectId(id) }).is_ok();
    for id in &told.made {
        assert!(is_there(*id), "project {id} was made, and is lost");
    }
    for id in &told.deleted {
        assert!(!is_there(*id), "project {id} was deleted, and is back");
    }
    let key = Caller::with_token(told.key.clone());
    check_app(&platform, &key, told.pushed);
    let variables = platform.call(&key, ListEnvironmentVariables {}).unwrap();
    let value = |name: &str| variables.environment_variables.get(name).map(|value| value.expose().to_owned());
    assert_eq!(value("A"), value("B"), "one variable without the other");
    assert!(value("A").unwrap().parse::<u64>().unwrap() >= told.set, "an older value is back");
}

/// The app is that of the last push which was finished, all of it.
fn check_app(platform: &Platform, key: &Caller, pushed: u64) {
    let live = platform.call(key, GetConfig::default()).unwrap().modules;
    let numbers: BTreeSet<u64> = live
        .iter()
        .map(|module| module.source.trim_start_matches("export const n = ").trim_end_matches(';').parse().unwrap())
        .collect();
    assert!(numbers.len() <= 1, "modules of several pushes: {numbers:?}");
    assert!(numbers.last().copied().unwrap_or_default() >= pushed, "an older app is back: {numbers:?}, {pushed}");
}
