//! A process that is killed in the middle of a backup or a restore leaves all documents as they were before, or as they are
//! after; and no backup that is half there.

use super::super::killed::{Told, Working, any_below, open, rounds, say};
use super::{Data, World, exported, unzipped, zipped};
use convex_ops::api::backups::{CloudBackup, CloudBackupState, DeleteCloudBackup, ListCloudBackups};
use convex_ops::api::exports::GetZipExport;
use convex_ops::api::imports::{ImportFormat, ImportMode};
use convex_ops::embedded::{Caller, Platform};
use convex_ops::model::DeploymentId;
use std::path::Path;

/// Names the store to a process that is to be killed.
const STORE: &str = "CONVEX_OPS_RESTORE_STORE";

/// The test that it runs.
const WORK: &str = "embedded::data::restores::restores_until_it_is_killed";

/// How many writes a process does before it is killed: at least so many, and then any number below the other.
const WRITES: usize = 40;
const MORE_WRITES: usize = 80;

/// How many documents each of two tables has.
const DOCUMENTS: usize = 200;

/// What the killed process runs: a backup of the first version stays, and is restored over each later one. On its own it
/// does nothing.
#[test]
fn restores_until_it_is_killed() {
    let Ok(path) = std::env::var(STORE) else { return };
    let data = Data::of(World::of(open(Path::new(&path))));
    say(&format!("token {}", data.world.first.token.expose()));
    say(&format!("key {}", data.key_text()));
    say(&format!("deployment {}", data.deployment));
    data.platform().on_change(|| say("wrote"));
    let become_version = |version: u64| {
        let lines: String = (0..DOCUMENTS).map(|n| format!("{{\"version\": {version}, \"n\": {n}}}\n")).collect();
        let zip = zipped(&[("a/documents.jsonl", &lines), ("b/documents.jsonl", &lines)]);
        data.import(None, ImportFormat::Zip, ImportMode::ReplaceAll, zip).unwrap();
        say(&format!("version {version}"));
    };
    become_version(1);
    let first = data.back_up();
    for version in 2.. {
        become_version(version);
        let of_version = data.back_up();
        data.restore(first);
        say("version 1");
        data.world.call(DeleteCloudBackup { cloud_backup_id: of_version });
    }
}

/// What a killed process had told.
#[derive(Default)]
struct Restored {
    token: String,
    key: String,
    deployment: u64,
    /// The versions that the documents had, in their order.
    versions: Vec<u64>,
    writes: usize,
}

impl Told for Restored {
    fn hear(&mut self, said: &str) {
        match said.split_once(' ') {
            Some(("token", token)) => self.token = token.to_owned(),
            Some(("key", key)) => self.key = key.to_owned(),
            Some(("deployment", id)) => self.deployment = id.parse().unwrap(),
            Some((_, version)) => self.versions.push(version.parse().unwrap()),
            None => self.writes += 1,
        }
    }

    fn done(&self) -> usize {
        self.writes
    }
}

#[test]
fn nothing_is_half_backed_up_or_half_restored() {
    for round in 0..rounds(4) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("platform.db");
        let mut working: Working<Restored> = Working::start(WORK, STORE, &path);
        working.until(WRITES + any_below(MORE_WRITES, round));
        working.kill();
        check(&path, &working.told());
    }
}

fn check(path: &Path, told: &Restored) {
    let platform = open(path);
    platform.admin().check_store().unwrap();
    let key = Caller::with_token(told.key.clone());
    let now = version(&exported(&platform, &key));
    // What was told last, or what comes after it: the next version after the first one, and the first after any other.
    let last = *told.versions.last().unwrap_or(&0);
    let highest = told.versions.iter().copied().max().unwrap_or_default();
    let next = if last == 1 { highest + 1 } else { 1 };
    assert!([last, next].contains(&now), "{now} after {:?}", told.versions);
    for backup in backups(&platform, told) {
        // One that was still to be made was made when the store was opened.
        assert_eq!(backup.state, CloudBackupState::Complete);
        let id = backup.snapshot_id.unwrap();
        let held = version(&platform.call(&key, GetZipExport { id }).unwrap().0);
        assert!((1..=highest).contains(&held), "a backup of {held} after {:?}", told.versions);
    }
}

fn backups(platform: &Platform, told: &Restored) -> Vec<CloudBackup> {
    let list = ListCloudBackups { deployment_id: DeploymentId(told.deployment) };
    platform.call(&Caller::with_token(told.token.clone()), list).unwrap()
}

/// The one version that all documents are of; 0 where there are none.
fn version(zip: &[u8]) -> u64 {
    let files = unzipped(zip);
    let mut versions = Vec::new();
    for table in ["a", "b"] {
        let Some(documents) = files.get(&format!("{table}/documents.jsonl")) else { continue };
        assert_eq!(documents.lines().count(), DOCUMENTS, "{table}");
        versions.extend(documents.lines().map(|document| {
            let document: serde_json::Value = serde_json::from_str(document).unwrap();
            document["version"].as_f64().unwrap() as u64
        }));
    }
    assert!([0, 2 * DOCUMENTS].contains(&versions.len()), "{}", versions.len());
    versions.dedup();
    assert!(versions.len() <= 1, "some documents are of one version, and some of another: {versions:?}");
    versions.first().copied().unwrap_or_default()
}
