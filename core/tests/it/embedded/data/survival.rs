//! A process that is killed in the middle of an import leaves nothing half done, and loses nothing of those before it.

use super::super::killed::{Told, Working, any_below, open, rounds, say};
use super::{Data, World, export_of, unzipped, zipped};
use convex_ops::api::exports::RequestZipExport;
use convex_ops::api::imports::{ImportFormat, ImportMode};
use convex_ops::embedded::{Caller, Platform};
use std::collections::BTreeSet;
use std::path::Path;

/// Names the store to a process that is to be killed.
const STORE: &str = "CONVEX_OPS_IMPORT_STORE";

/// The test that it runs.
const WORK: &str = "embedded::data::survival::imports_until_it_is_killed";

/// How many writes a process does before it is killed: at least so many, and then any number below the other.
const WRITES: usize = 30;
const MORE_WRITES: usize = 60;

/// How many documents each of two tables has.
const DOCUMENTS: usize = 200;

/// The id of a stored file that comes with them, and how long it is: more than one piece.
const STORED: &str = "0g4gj289144gj289144gj289144s830";
const PIECES: usize = (1 << 20) + 1;

/// What the killed process runs. On its own it does nothing.
#[test]
fn imports_until_it_is_killed() {
    let Ok(path) = std::env::var(STORE) else { return };
    let data = Data::of(World::of(open(Path::new(&path))));
    say(&format!("key {}", data.key_text()));
    data.platform().on_change(|| say("wrote"));
    for version in 1.. {
        let lines: String = (0..DOCUMENTS).map(|n| format!("{{\"version\": {version}, \"n\": {n}}}\n")).collect();
        let told = format!("{{\"_id\": \"{STORED}\"}}");
        let zip = zipped(&[
            ("a/documents.jsonl", &lines),
            ("b/documents.jsonl", &lines),
            ("_storage/documents.jsonl", &told),
            (&format!("_storage/{STORED}"), &format!("{}{version:>9}", " ".repeat(PIECES - 9))),
        ]);
        let mode = if version % 2 == 0 { ImportMode::Replace } else { ImportMode::ReplaceAll };
        data.import(None, ImportFormat::Zip, mode, zip).unwrap();
        say(&format!("done {version}"));
    }
}

/// What a killed process had told.
#[derive(Default)]
struct Imported {
    key: String,
    done: u64,
    writes: usize,
}

impl Told for Imported {
    fn hear(&mut self, said: &str) {
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
fn nothing_is_half_imported() {
    for round in 0..rounds(4) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("platform.db");
        let mut working: Working<Imported> = Working::start(WORK, STORE, &path);
        working.until(WRITES + any_below(MORE_WRITES, round));
        working.kill();
        check(&path, &working.told());
    }
}

fn check(path: &Path, told: &Imported) {
    let platform = open(path);
    platform.admin().check_store().unwrap();
    let key = Caller::with_token(told.key.clone());
    let versions = versions(&platform, &key);
    assert_eq!(versions.len(), 1, "some documents are of one import, and some of another: {versions:?}");
    assert!(versions.iter().all(|version| *version >= told.done), "an import that was done is lost");
}

/// The imports that documents are of. Each table has all documents of one.
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
