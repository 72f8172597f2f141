//! A process that is killed during an import leaves no partial import, and loses none of the earlier ones.

use super::super::killed::{Report, Worker, any_below, open, rounds, send};
use super::{Data, World, export_of, unzipped, zipped};
use convex_ops::api::exports::RequestZipExport;
use convex_ops::api::imports::{ImportFormat, ImportMode};
use convex_ops::embedded::{Caller, Platform};
use std::collections::BTreeSet;
use std::path::Path;

/// Environment variable that names the store to the worker process.
const STORE: &str = "CONVEX_OPS_IMPORT_STORE";

/// The test that the process runs.
const WORK: &str = "embedded::data::survival::worker_imports_until_killed";

/// Number of writes before the kill: a minimum, and the bound of a random addition.
const WRITES: usize = 30;
const MORE_WRITES: usize = 60;

/// Documents per table; there are two tables.
const DOCUMENTS: usize = 200;

/// ID of an imported stored file, and its length: more than one chunk.
const STORED: &str = "0g4gj289144gj289144gj289144s830";
const PIECES: usize = (1 << 20) + 1;

/// Runs in the worker. Does nothing without a parent.
#[test]
fn worker_imports_until_killed() {
    let Ok(path) = std::env::var(STORE) else { return };
    let data = Data::of(World::of(open(Path::new(&path))));
    send(&format!("key {}", data.key_text()));
    data.platform().on_change(|| send("wrote"));
    for version in 1.. {
        let lines: String = (0..DOCUMENTS).map(|n| format!("{{\"version\": {version}, \"n\": {n}}}\n")).collect();
        let metadata = format!("{{\"_id\": \"{STORED}\"}}");
        let zip = zipped(&[
            ("a/documents.jsonl", &lines),
            ("b/documents.jsonl", &lines),
            ("_storage/documents.jsonl", &metadata),
            (&format!("_storage/{STORED}"), &format!("{}{version:>9}", " ".repeat(PIECES - 9))),
        ]);
        let mode = if version % 2 == 0 { ImportMode::Replace } else { ImportMode::ReplaceAll };
        data.import(None, ImportFormat::Zip, mode, zip).unwrap();
        send(&format!("done {version}"));
    }
}

/// Reports of a killed process.
#[derive(Default)]
struct Imported {
    key: String,
    done: u64,
    writes: usize,
}

impl Report for Imported {
    fn record(&mut self, said: &str) {
        match said.split_once(' ') {
            Some(("key", key)) => self.key = key.to_owned(),
            Some(("done", version)) => self.done = version.parse().unwrap(),
            _ => self.writes += 1,
        }
    }

    fn done(&self) -> usize {
        self.writes
    }
}

#[test]
fn killed_process_leaves_no_partial_import() {
    for round in 0..rounds(4) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("platform.db");
        let mut worker: Worker<Imported> = Worker::start(WORK, STORE, &path);
        worker.until(WRITES + any_below(MORE_WRITES, round));
        worker.kill();
        check(&path, &worker.into_report());
    }
}

fn check(path: &Path, report: &Imported) {
    let platform = open(path);
    platform.admin().check_store().unwrap();
    let key = Caller::with_token(report.key.clone());
    let versions = versions(&platform, &key);
    assert_eq!(versions.len(), 1, "documents of several imports: {versions:?}");
    assert!(versions.iter().all(|version| *version >= report.done), "a completed import is lost");
}

/// Returns the imports that the documents belong to. Each table has all documents of one import.
fn versions(platform: &Platform, key: &Caller) -> BTreeSet<u64> {
    let request = RequestZipExport { include_storage: true, ..RequestZipExport::default() };
    let files = unzipped(&export_of(platform, key, request));
    let stored = &files[&format!("_storage/{STORED}")];
    assert_eq!(stored.len(), PIECES);
    let mut versions = BTreeSet::from([stored.trim_start().parse().unwrap()]);
    for table in ["a", "b"] {
        let documents = files.get(&format!("{table}/documents.jsonl")).map_or("", String::as_str);
        assert_eq!(documents.lines().count(), DOCUMENTS, "{table}");
        for document in documents.lines() {
            let document: serde_json::Value = serde_json::from_str(document).unwrap();
            versions.insert(document["version"].as_f64().unwrap() as u64);
        }
    }
    versions
}
