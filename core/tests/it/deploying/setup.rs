//! A server with one deployment, and a key for it.

use std::ops::Deref;

use convex_ops::api::imports::ImportFormat;
use convex_ops::api::pushes::{FinishPush, StartPush};
use convex_ops::artifact::{Artifact, PushRequest};
use convex_ops::serve::ServeOptions;
use convex_ops::{Connection, ImportMode, ReleaseLocation, Target, TargetBuilder};
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::serve::Serving;

/// A server that is started and stopped outside of a test's own runtime.
pub(super) struct Held(Option<Serving>);

impl Deref for Held {
    type Target = Serving;

    fn deref(&self) -> &Serving {
        self.0.as_ref().unwrap()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let serving = self.0.take();
        std::thread::spawn(move || drop(serving)).join().unwrap();
    }
}

pub(super) struct Setup {
    pub(super) serving: Held,
    folder: TempDir,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) key: String,
}

impl Setup {
    pub(super) fn new(kind: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = ServeOptions::default();
        options.location = format!("embedded:{}", folder.path().join("store").display());
        options.admin = true;
        let serving = Held(Some(std::thread::spawn(|| Serving::start(options)).join().unwrap()));
        let (name, url) = serving.deployment(kind);
        let key = serving.key(&name, &json!({ "name": "all" }));
        Self { serving, folder, name, url, key }
    }

    /// Every row of every table of the server's store. The platform notes when a key was last used, which is left out.
    pub(super) fn state(&self) -> Vec<String> {
        let store = rusqlite::Connection::open(self.folder.path().join("store")).unwrap();
        let mut names = store.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").unwrap();
        let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut rows = Vec::new();
        for name in names {
            let mut all = store.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
            let names = all.column_names();
            let columns: Vec<usize> = (0..names.len()).filter(|index| !names[*index].contains("last_used")).collect();
            let row = |row: &rusqlite::Row<'_>| {
                let cells = columns.iter().map(|index| match row.get_ref(*index).unwrap() {
                    ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                    other => format!("{other:?}"),
                });
                Ok(format!("{name}: {}", cells.collect::<Vec<_>>().join(", ")))
            };
            rows.extend(all.query_map([], row).unwrap().map(Result::unwrap));
        }
        assert!(rows.len() > 10);
        rows
    }

    /// A key that allows some actions alone.
    pub(super) fn key_for(&self, actions: &[&str]) -> String {
        let body = json!({ "name": format!("key-{}", actions.len()), "allowedActions": actions });
        self.serving.key(&self.name, &body)
    }

    pub(super) fn target(&self) -> Target {
        self.target_with(&self.key)
    }

    pub(super) fn target_with(&self, key: &str) -> Target {
        let builder = TargetBuilder::new(key).url(&self.url).platform(self.serving.url());
        builder.build().unwrap().with_releases(ReleaseLocation::memory())
    }

    pub(super) fn connection(&self) -> Connection {
        self.target().connection()
    }

    /// Makes an app live, without any check.
    pub(super) async fn push(&self, app: &Artifact) {
        let request: PushRequest = serde_json::from_value(json!(app)).unwrap();
        let start_push = self.connection().call(StartPush { request }).await.unwrap();
        self.connection().call(FinishPush { start_push, dry_run: false, message: None }).await.unwrap();
    }

    /// Replaces the documents of a table.
    pub(super) async fn import(&self, table: &str, documents: &[Value]) {
        self.import_into("", table, documents).await;
    }

    /// Replaces the documents of a component's table.
    pub(super) async fn import_into(&self, component: &str, table: &str, documents: &[Value]) {
        let lines: String = documents.iter().map(|document| format!("{document}\n")).collect();
        let import = self
            .target()
            .confirm(&self.name)
            .import_data(lines.into_bytes())
            .table(table)
            .format(ImportFormat::JsonLines);
        import.component(component).mode(ImportMode::Replace).await.unwrap();
    }

    /// Schedules a call of the app, with arguments in encoded JSON.
    pub(super) fn schedule(&self, name: &str, args: &Value) {
        let call = json!({ "deploymentName": self.name, "name": name, "args": args });
        self.serving.ok("POST", "/admin/schedule_call", &call);
    }
}
