//! Documents of the embedded platform: imports, exports and schema enforcement.

mod backups;
mod enforcement;
mod exports;
mod imports;
mod interrupted;
mod rehearsed;
mod restores;
mod round_trip;
mod stored;
mod streaming;
mod survival;
mod sync;

use super::{START_MS, World};
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::exports::{GetZipExport, RequestZipExport};
use convex_ops::api::imports::{ImportData, ImportFormat, ImportMode, ImportRequest};
use convex_ops::embedded::{Caller, Platform};
use convex_ops::model::{DeploymentId, DeploymentType};
use convex_ops::{Error, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A deployment with a full key.
pub(super) struct Data {
    pub(super) world: World,
    pub(super) deployment: DeploymentId,
    pub(super) key: Caller,
    key_text: String,
}

impl Data {
    pub(super) fn new() -> Self {
        Self::of(World::new())
    }

    pub(super) fn of(world: World) -> Self {
        let project = world.project("Data").id;
        let production = super::cloud(world.call(super::create_deployment(project, DeploymentType::Prod)));
        let (deployment, deployment_name) = (production.id, production.name);
        let key = CreateDeployKey { deployment_name, name: "k".into(), allowed_actions: None, expires_at: None };
        let key = world.call(key).deploy_key;
        let key_text = key.expose().to_owned();
        Self { world, deployment, key: Caller::with_token(key), key_text }
    }

    /// Returns the key itself.
    pub(super) fn key_text(&self) -> &str {
        &self.key_text
    }

    pub(super) fn platform(&self) -> &Platform {
        &self.world.platform
    }

    /// Calls an operation with the deployment's key.
    #[track_caller]
    pub(super) fn call(&self, id: &str, request: Value) -> Value {
        self.try_call(id, request).unwrap_or_else(|error| panic!("{id}: {error}"))
    }

    pub(super) fn try_call(&self, id: &str, request: Value) -> Result<Value> {
        self.platform().call_json(&self.key, id, request)
    }

    /// Imports a file without confirmation.
    pub(super) fn import(
        &self,
        table: Option<&str>,
        format: ImportFormat,
        mode: ImportMode,
        content: impl AsRef<[u8]>,
    ) -> Result<u64> {
        let content = convex_ops::api::Bytes(content.as_ref().to_vec());
        let table_name = table.map(str::to_owned);
        let import = ImportRequest { table_name, component_path: None, format, mode };
        let import = ImportData { import, content };
        Ok(self.platform().call(&self.key, import)?.num_written)
    }

    /// Imports documents in encoded JSON, one per line.
    #[track_caller]
    pub(super) fn lines(&self, table: &str, mode: ImportMode, lines: &str) -> u64 {
        self.import(Some(table), ImportFormat::JsonLines, mode, lines).unwrap()
    }

    /// Makes an export and downloads it.
    #[track_caller]
    pub(super) fn zip(&self) -> Vec<u8> {
        exported(self.platform(), &self.key)
    }

    /// Makes an export with stored files and downloads it.
    #[track_caller]
    pub(super) fn zip_with_storage(&self) -> Vec<u8> {
        let request = RequestZipExport { include_storage: true, ..RequestZipExport::default() };
        export_of(self.platform(), &self.key, request)
    }

    /// Files of an export.
    #[track_caller]
    pub(super) fn export(&self) -> BTreeMap<String, String> {
        unzipped(&self.zip())
    }

    /// Documents of a table, without their system fields.
    #[track_caller]
    pub(super) fn documents(&self, table: &str) -> Vec<Value> {
        let files = self.export();
        let Some(lines) = files.get(&format!("{table}/documents.jsonl")) else { return Vec::new() };
        let document = |line: &str| {
            let mut document: Value = serde_json::from_str(line).unwrap();
            document.as_object_mut().unwrap().retain(|name, _| !name.starts_with('_'));
            document
        };
        lines.lines().map(document).collect()
    }

    /// Starts a push of these tables, up to waiting for its schema.
    #[track_caller]
    pub(super) fn begin_push(&self, schema: &Value) -> Value {
        self.call("startPush", push(schema, false))
    }

    pub(super) fn wait(&self, started: &Value) -> Value {
        self.call("waitForSchema", json!({ "schemaChange": started["schemaChange"], "dryRun": false }))
    }

    pub(super) fn finish(&self, started: &Value) -> Result<Value> {
        self.try_call("finishPush", json!({ "startPush": started, "dryRun": false }))
    }

    /// Pushes a schema, which must match the documents.
    #[track_caller]
    pub(super) fn push(&self, schema: &Value) {
        let started = self.begin_push(schema);
        assert_eq!(self.wait(&started)["type"], "complete");
        self.finish(&started).unwrap();
    }
}

/// A schema of one table.
pub(super) fn schema(table: &str, document: &Value) -> Value {
    json!({"schemaValidation": true, "tables": [{"tableName": table, "indexes": [], "documentType": document}]})
}

/// A document with these required fields.
pub(super) fn object(fields: &[(&str, &str)]) -> Value {
    let fields = fields.iter().map(|(name, kind)| (*name, json!({"fieldType": {"type": kind}, "optional": false})));
    json!({"type": "object", "value": fields.collect::<BTreeMap<_, _>>()})
}

pub(super) fn push(schema: &Value, dry_run: bool) -> Value {
    let source = format!("export default {{export: () => {}}};", json!(schema.to_string()));
    json!({
        "functions": "convex/",
        "appDefinition": {
            "definition": null, "dependencies": [], "changedModules": [], "unchangedModuleHashes": [],
            "udfServerVersion": "1.48.0",
            "schema": {"path": "schema.js", "source": source, "environment": "isolate"},
        },
        "componentDefinitions": [], "nodeDependencies": [], "dryRun": dry_run,
    })
}

/// Makes an export of the key's deployment and downloads it.
#[track_caller]
pub(super) fn exported(platform: &Platform, key: &Caller) -> Vec<u8> {
    export_of(platform, key, RequestZipExport::default())
}

/// Makes and downloads an export with options.
#[track_caller]
pub(super) fn export_of(platform: &Platform, key: &Caller, request: RequestZipExport) -> Vec<u8> {
    platform.call(key, request).unwrap();
    let latest = json!({"path": "_system/cli/exports:getLatest", "args": {}, "format": "json"});
    let latest = platform.call_json(key, "runQuery", latest).unwrap();
    let id = latest["value"]["_id"].as_str().unwrap().to_owned();
    platform.call(key, GetZipExport { id }).unwrap().0
}

/// Files of a zip that contains only texts.
pub(super) fn unzipped(bytes: &[u8]) -> BTreeMap<String, String> {
    let files = unzipped_bytes(bytes).into_iter();
    files.map(|(name, content)| (name, String::from_utf8(content).unwrap())).collect()
}

pub(super) fn unzipped_bytes(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(name, content);
    }
    files
}

/// Creates a zip of these files.
pub(super) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let files: Vec<_> = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    zipped_bytes(&files)
}

pub(crate) fn zipped_bytes(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Checks that an import fails with a message that has this start.
#[track_caller]
pub(super) fn fails(result: Result<u64>, message: &str) {
    let error: Error = result.unwrap_err();
    assert_eq!(error.code(), Some("ImportFailed"), "{error}");
    let reason = error.info().message.strip_prefix("Hit an error while importing:\n");
    let reason = reason.unwrap_or_else(|| panic!("{error}"));
    assert!(reason.starts_with(message), "{reason}");
}

/// Initial time of the clock, for the creation time of documents.
pub(super) const FIRST_TIME: f64 = START_MS as f64;
