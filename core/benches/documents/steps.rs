//! The measured steps: import into a deployment, validation, export, and a check of the export.

use convex_ops::api::Bytes;
use convex_ops::api::Operation;
use convex_ops::api::deploy_keys::CreateDeployKey;
use convex_ops::api::exports::{GetZipExport, RequestZipExport};
use convex_ops::api::imports::{
    FinishImportUpload, ImportFormat, ImportMode, ImportRequest, PerformImport, StartImportUpload, UploadImportPart,
};
use convex_ops::api::projects::CreateProject;
use convex_ops::embedded::{Caller, EmbeddedOptions, Platform};
use convex_ops::model::DeploymentType;
use convex_ops::source::{DataOptions, check_data, open_data};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// Size of upload parts, as in Convex's command.
const PART_LEN: usize = 5 << 20;

/// Times of the steps.
pub(crate) struct Times {
    pub(crate) upload: Duration,
    pub(crate) import: Duration,
    pub(crate) validate: Duration,
    pub(crate) export: Duration,
    pub(crate) read: Duration,
    /// Peak memory of the process before the check.
    pub(crate) peak: f64,
}

struct Deployment {
    platform: Platform,
    key: Caller,
}

impl Deployment {
    fn open(folder: &Path) -> Self {
        let place = format!("embedded:{}", folder.join("platform.db").display());
        let platform = Platform::open(&place, &EmbeddedOptions::default()).unwrap();
        let first = platform.bootstrap().unwrap();
        let me = Caller::with_token(first.token.clone());
        let deployment_type = Some(DeploymentType::Prod);
        let project = CreateProject { deployment_type, ..CreateProject::new(first.team_id, "Many") };
        let deployment_name = platform.call(&me, project).unwrap().deployment_name.unwrap();
        let key = CreateDeployKey { deployment_name, name: "all".into(), allowed_actions: None, expires_at: None };
        let key = Caller::with_token(platform.call(&me, key).unwrap().deploy_key);
        Self { platform, key }
    }

    fn call<O: Operation>(&self, request: O) -> O::Response {
        self.platform.call(&self.key, request).unwrap()
    }

    fn ask(&self, id: &str, request: Value) -> Value {
        self.platform.call_json(&self.key, id, request).unwrap()
    }

    fn system_query(&self, path: &str) -> Value {
        self.ask("runQuery", json!({ "path": path, "args": {}, "format": "json" }))["value"].clone()
    }

    /// Uploads the documents in parts, one of them in memory at a time.
    fn upload(&self, count: u64) -> (String, Vec<String>) {
        let token = self.call(StartImportUpload {}).upload_token;
        let (mut part, mut tokens) = (Vec::new(), Vec::new());
        for n in 0..count {
            part.extend_from_slice(super::line(n).as_bytes());
            if part.len() >= PART_LEN || n + 1 == count {
                let (content, part_number) = (Bytes(std::mem::take(&mut part)), tokens.len() as u32 + 1);
                tokens.push(self.call(UploadImportPart { upload_token: token.clone(), part_number, content }));
            }
        }
        (token, tokens)
    }
}

pub(crate) fn run(folder: &Path, count: u64) -> Times {
    let deployment = Deployment::open(folder);
    let start = Instant::now();
    let (upload_token, part_tokens) = deployment.upload(count);
    let upload = start.elapsed();
    let (format, mode) = (ImportFormat::JsonLines, ImportMode::RequireEmpty);
    let import = ImportRequest { table_name: Some("tasks".to_owned()), component_path: None, format, mode };
    let start = Instant::now();
    let import_id = deployment.call(FinishImportUpload { import, upload_token, part_tokens }).import_id;
    deployment.call(PerformImport { import_id });
    let import = start.elapsed();
    assert_eq!(deployment.system_query("_system/cli/queryImport:list")[0]["state"]["state"], "completed");
    let start = Instant::now();
    let started = deployment.ask("startPush", push());
    let status = deployment.ask("waitForSchema", json!({ "schemaChange": started["schemaChange"] }));
    assert_eq!(status["type"], "complete", "{status}");
    let validate = start.elapsed();
    let start = Instant::now();
    deployment.call(RequestZipExport::default());
    let export = start.elapsed();
    let peak = super::memory("VmHWM:");
    let id = deployment.system_query("_system/cli/exports:getLatest")["_id"].as_str().unwrap().to_owned();
    let zip = folder.join("export.zip");
    std::fs::File::create(&zip).unwrap().write_all(&deployment.call(GetZipExport { id }).0).unwrap();
    let start = Instant::now();
    let mut source = open_data(zip.to_str().unwrap(), &DataOptions::default()).unwrap();
    let schema = convex_ops::schema::Schema::parse(&schema().to_string()).unwrap();
    let found = check_data(&mut source, &BTreeMap::from([(String::new(), &schema)]), &mut |_| Ok(())).unwrap();
    let tasks = found.table("", "tasks").unwrap();
    assert_eq!((tasks.documents, tasks.refused, tasks.bad_lines.count), (count, 0, 0));
    Times { upload, import, validate, export, read: start.elapsed(), peak }
}

fn schema() -> Value {
    let field = |kind: &Value| json!({ "fieldType": kind, "optional": false });
    let string = json!({ "type": "string" });
    json!({ "schemaValidation": true, "tables": [{ "tableName": "tasks", "indexes": [], "documentType": {
        "type": "object", "value": {
            "author": field(&string), "body": field(&string), "count": field(&json!({ "type": "number" })),
            "done": field(&json!({ "type": "boolean" })),
            "tags": field(&json!({ "type": "array", "value": string })),
        },
    } }] })
}

fn push() -> Value {
    let source = format!("export default {{export: () => {}}};", json!(schema().to_string()));
    json!({
        "functions": "convex/",
        "appDefinition": {
            "definition": null, "dependencies": [], "changedModules": [], "unchangedModuleHashes": [],
            "udfServerVersion": "1.48.0",
            "schema": { "path": "schema.js", "source": source, "environment": "isolate" },
        },
        "componentDefinitions": [], "nodeDependencies": [],
    })
}
