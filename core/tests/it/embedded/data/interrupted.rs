//! Imports and exports that a crash interrupts restart when the store is opened again.

use super::super::killed::open;
use super::{Data, World, export_of, unzipped};
use convex_ops::api::Bytes;
use convex_ops::api::exports::RequestZipExport;
use convex_ops::embedded::{Caller, EmbeddedOptions, Platform};
use serde_json::{Value, json};
use std::path::PathBuf;
use tempfile::TempDir;

/// Number of imported documents.
const DOCUMENTS: usize = 5_000;

/// A store without an open platform.
struct Left {
    _folder: TempDir,
    path: PathBuf,
    key: Caller,
    import: Value,
}

impl Left {
    /// Creates a store with an import that waits for confirmation.
    fn waiting() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("platform.db");
        let data = Data::of(World::of(open(&path)));
        let upload = data.call("startImportUpload", json!({}))["uploadToken"].clone();
        let lines: String = (0..DOCUMENTS).map(|n| format!("{{\"n\": {n}}}\n")).collect();
        let part = json!({"uploadToken": upload, "partNumber": 1, "content": Bytes(lines.into_bytes())});
        let part = data.call("uploadImportPart", part);
        let import = json!({"tableName": "t", "format": "jsonLines"});
        let finish = json!({"import": import, "uploadToken": upload, "partTokens": [part]});
        let import = data.call("finishImportUpload", finish)["importId"].clone();
        Self { _folder: folder, path, key: data.key, import }
    }

    /// Creates a store whose process was killed right after it started that import and an export.
    fn killed() -> Self {
        let left = Self::waiting();
        let platform = open(&left.path);
        platform.admin().hold_work(true).unwrap();
        left.begin(&platform);
        left
    }

    /// Confirms the import and requests an export.
    fn begin(&self, platform: &Platform) {
        platform.call_json(&self.key, "performImport", json!({"importId": self.import})).unwrap();
        platform.call(&self.key, RequestZipExport::default()).unwrap();
    }

    /// Opens the store without holding work back.
    fn opened(&self) -> Platform {
        let outside = rusqlite::Connection::open(&self.path).unwrap();
        outside.execute("DELETE FROM settings WHERE name = 'work_held'", []).unwrap();
        open(&self.path)
    }

    /// States of the import and the export.
    fn states(&self, platform: &Platform) -> (String, String) {
        let state = |path: &str, args: Value| {
            let query = json!({"path": path, "args": args, "format": "json"});
            let found = platform.call_json(&self.key, "runQuery", query).unwrap();
            found["value"].clone()
        };
        let import = state("_system/cli/queryImport", json!({"importId": self.import}));
        let export = state("_system/cli/exports:getLatest", json!({}));
        let text = |state: &Value| state.as_str().unwrap().to_owned();
        (text(&import["state"]["state"]), text(&export["state"]))
    }

    /// Number of documents in the table.
    fn documents(&self, platform: &Platform) -> usize {
        let files = unzipped(&export_of(platform, &self.key, RequestZipExport::default()));
        files.get("t/documents.jsonl").map_or(0, |lines| lines.lines().count())
    }
}

#[test]
fn interrupted_jobs_restart() {
    let left = Left::killed();
    let platform = left.opened();
    assert_eq!(left.states(&platform), ("completed".to_owned(), "completed".to_owned()));
    assert_eq!(left.documents(&platform), DOCUMENTS);
}

#[test]
fn jobs_restart_after_process_exit() {
    let left = Left::waiting();
    let options = EmbeddedOptions::default().in_background(true);
    let platform = Platform::open(&format!("embedded:{}", left.path.display()), &options).unwrap();
    left.begin(&platform);
    // At any progress.
    drop(platform);
    let platform = left.opened();
    assert_eq!(left.states(&platform), ("completed".to_owned(), "completed".to_owned()));
    assert_eq!(left.documents(&platform), DOCUMENTS);
}

#[test]
fn repeatedly_interrupted_jobs_fail() {
    let left = Left::killed();
    for _ in 0..5 {
        let states = left.states(&open(&left.path));
        assert_eq!(states, ("in_progress".to_owned(), "requested".to_owned()));
    }
    let platform = left.opened();
    assert_eq!(left.states(&platform), ("failed".to_owned(), "failed".to_owned()));
    assert_eq!(left.documents(&platform), 0);
}
