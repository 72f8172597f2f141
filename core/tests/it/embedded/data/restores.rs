//! A process that is killed during a backup or a restore leaves all documents in their old or their new version, and no
//! partial backup.

use super::super::killed::{Report, Worker, any_below, open, rounds, send};
use super::{Data, World, exported, unzipped, zipped};
use convex_ops::api::backups::{CloudBackup, CloudBackupState, DeleteCloudBackup, ListCloudBackups};
use convex_ops::api::exports::GetZipExport;
use convex_ops::api::imports::{ImportFormat, ImportMode};
use convex_ops::embedded::{Caller, Platform};
use convex_ops::model::DeploymentId;
use std::path::Path;

/// Environment variable that names the store to the worker process.
const STORE: &str = "CONVEX_OPS_RESTORE_STORE";

/// The test that the process runs.
const WORK: &str = "embedded::data::restores::worker_restores_until_killed";

/// Number of writes before the kill: a minimum, and the bound of a random addition.
const WRITES: usize = 40;
const MORE_WRITES: usize = 80;

/// Documents per table; there are two tables.
const DOCUMENTS: usize = 200;

/// Runs in the worker: keeps a backup of the first version and restores it over each later one. Does nothing without a
/// parent.
#[test]
fn worker_restores_until_killed() {
    let Ok(path) = std::env::var(STORE) else { return };
    let data = Data::of(World::of(open(Path::new(&path))));
    send(&format!("token {}", data.world.first.token.expose()));
    send(&format!("key {}", data.key_text()));
    send(&format!("deployment {}", data.deployment));
    data.platform().on_change(|| send("wrote"));
    let become_version = |version: u64| {
        let lines: String = (0..DOCUMENTS).map(|n| format!("{{\"version\": {version}, \"n\": {n}}}\n")).collect();
        let zip = zipped(&[("a/documents.jsonl", &lines), ("b/documents.jsonl", &lines)]);
        data.import(None, ImportFormat::Zip, ImportMode::ReplaceAll, zip).unwrap();
        send(&format!("version {version}"));
    };
    become_version(1);
    let first = data.back_up();
    for version in 2.. {
        become_version(version);
        let of_version = data.back_up();
        data.restore(first);
        send("version 1");
        data.world.call(DeleteCloudBackup { cloud_backup_id: of_version });
    }
}

/// Reports of a killed process.
#[derive(Default)]
struct Restored {
    token: String,
    key: String,
    deployment: u64,
    /// Versions of the documents, in order.
    versions: Vec<u64>,
    writes: usize,
}

impl Report for Restored {
    fn record(&mut self, said: &str) {
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
fn killed_process_leaves_no_partial_backup_or_restore() {
    for round in 0..rounds(4) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("platform.db");
        let mut worker: Worker<Restored> = Worker::start(WORK, STORE, &path);
        worker.until(WRITES + any_below(MORE_WRITES, round));
        worker.kill();
        check(&path, &worker.into_report());
    }
}

fn check(path: &Path, report: &Restored) {
    let platform = open(path);
    platform.admin().check_store().unwrap();
    let key = Caller::with_token(report.key.clone());
    let now = version(&exported(&platform, &key));
    // The last reported version or its successor: the next version after the first one, and the first after any other.
    let last = *report.versions.last().unwrap_or(&0);
    let highest = report.versions.iter().copied().max().unwrap_or_default();
    let next = if last == 1 { highest + 1 } else { 1 };
    assert!([last, next].contains(&now), "{now} after {:?}", report.versions);
    for backup in backups(&platform, report) {
        // A pending backup is completed when the store is opened.
        assert_eq!(backup.state, CloudBackupState::Complete);
        let id = backup.snapshot_id.unwrap();
        let held = version(&platform.call(&key, GetZipExport { id }).unwrap().0);
        assert!((1..=highest).contains(&held), "a backup of {held} after {:?}", report.versions);
    }
}

fn backups(platform: &Platform, report: &Restored) -> Vec<CloudBackup> {
    let list = ListCloudBackups { deployment_id: DeploymentId(report.deployment) };
    platform.call(&Caller::with_token(report.token.clone()), list).unwrap()
}

/// Returns the version of all documents; 0 without documents.
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
    assert!(versions.len() <= 1, "documents of several versions: {versions:?}");
    versions.first().copied().unwrap_or_default()
}
