//! Copying documents between deployments.

use super::setup::Setup;
use convex_ops::api::Bytes;
use convex_ops::api::exports::RequestZipExport;
use convex_ops::api::imports::{ImportData, ImportFormat, ImportMode, ImportRequest};
use convex_ops::embedded::Caller;
use convex_ops::keys::Secret;
use convex_ops::value::DocumentId;
use convex_ops::{Copied, DeploymentHandle, ErrorKind, KeyPreset, Result};
use serde_json::{Value, json};
use std::io::{Cursor, Write};

/// A deployment with documents in a table, and a key to it.
pub(super) async fn with_documents(setup: &Setup, handle: &DeploymentHandle, lines: &str) -> Secret {
    handle.ensure().await.unwrap();
    let key = handle.deploy_keys().create("test", KeyPreset::Full).await.unwrap().secret;
    import(setup, &key, lines);
    key
}

/// Replaces the documents of the table.
pub(super) fn import(setup: &Setup, key: &Secret, lines: &str) {
    let (format, mode) = (ImportFormat::JsonLines, ImportMode::Replace);
    let import = ImportRequest { table_name: Some("tasks".into()), component_path: None, format, mode };
    setup.with_key(key, ImportData { import, content: Bytes(lines.as_bytes().to_vec()) }).unwrap();
}

/// Number of documents per table, as Convex's command shows them.
pub(super) fn tables(setup: &Setup, key: &Secret) -> Vec<(String, u64)> {
    let listed = page(setup, key, "_system/cli/tables", json!({}));
    let names = listed.iter().map(|table| table["name"].as_str().unwrap().to_owned());
    names.map(|name| (name.clone(), documents(setup, key, &name).len() as u64)).collect()
}

/// The documents of a table, as Convex's command shows them.
fn documents(setup: &Setup, key: &Secret, table: &str) -> Vec<Value> {
    page(setup, key, "_system/cli/tableData", json!({"table": table, "order": "asc"}))
}

fn page(setup: &Setup, key: &Secret, path: &str, mut args: Value) -> Vec<Value> {
    args["paginationOpts"] = json!({"cursor": null, "numItems": 100});
    let query = json!({"path": path, "args": args, "format": "json"});
    let answer = setup.platform.call_json(&Caller::with_token(key.clone()), "runQuery", query).unwrap();
    answer["value"]["page"].as_array().unwrap().clone()
}

/// Names of the keys of a deployment.
pub(super) async fn keys(handle: &DeploymentHandle) -> Vec<String> {
    handle.deploy_keys().list().all().await.unwrap().into_iter().map(|key| key.name).collect()
}

pub(super) async fn copy_transfers_documents_without_a_key(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    let (production, dev) = (todo.production(), todo.dev());
    let of_production = with_documents(&setup, &production, "{\"n\": 1}\n{\"n\": 2}").await;
    let of_dev = with_documents(&setup, &dev, "{\"n\": 3}").await;
    setup.calls();
    let copied = dev.copy_data_from(&production).await.unwrap();
    assert_eq!(copied.documents, 2);
    for key in [&of_production, &of_dev] {
        assert_eq!(tables(&setup, key), [("tasks".to_owned(), 2)]);
    }
    assert_eq!((keys(&production).await, keys(&dev).await), (vec!["test".to_owned()], vec!["test".to_owned()]));
    let calls = setup.calls();
    for call in ["getZipExport", "uploadImportPart", "finishImportUpload", "performImport"] {
        assert_eq!(calls.iter().filter(|other| **other == call).count(), 1, "{call}");
    }
    assert!(!calls.contains(&"createDeployKey") && !calls.contains(&"deleteDeployKey"), "{calls:?}");
    assert!(!calls.contains(&"importData") && !calls.contains(&"cancelImport"), "{calls:?}");
}

pub(super) async fn copy_includes_stored_files_on_request(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    let (production, dev) = (todo.production(), todo.dev());
    let of_production = with_documents(&setup, &production, "{\"n\": 1}").await;
    let of_dev = with_documents(&setup, &dev, "{\"n\": 2}").await;
    let (format, mode) = (ImportFormat::Zip, ImportMode::Append);
    let import = ImportRequest { table_name: None, component_path: None, format, mode };
    setup.with_key(&of_production, ImportData { import, content: Bytes(with_a_stored_file()) }).unwrap();
    let stored = documents(&setup, &of_production, "_storage");
    assert_eq!((stored.len(), &stored[0]["size"]), (1, &json!(5.0)));
    dev.copy_data_from(&production).await.unwrap();
    assert!(documents(&setup, &of_dev, "_storage").is_empty(), "stored files were not requested");
    assert_eq!(dev.copy_data_from(&production).include_storage(true).await.unwrap().documents, 1);
    assert_eq!(documents(&setup, &of_dev, "_storage"), stored);
}

/// An export that holds a stored file of five bytes and nothing else.
fn with_a_stored_file() -> Vec<u8> {
    let id = DocumentId { table: 4, internal: [9; 16] };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let metadata = format!("{{\"_id\": \"{id}\", \"contentType\": \"text/plain\"}}");
    for (name, content) in
        [("_storage/documents.jsonl".to_owned(), metadata.as_str()), (format!("_storage/{id}"), "bytes")]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) async fn copy_into_production_needs_confirmation(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    let (production, staging) = (todo.production(), todo.deployment("staging"));
    let key = with_documents(&setup, &production, "{}\n{}\n{}").await;
    with_documents(&setup, &staging, "{}").await;
    setup.calls();
    let name = production.get().await.unwrap().name;
    let refused = |outcome: Result<Copied>, code| {
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidInput, code), "{error}");
        error
    };
    let error = refused(production.copy_data_from(&staging).await, Some("ConfirmationRequired"));
    assert_eq!(error.needs_confirmation_of(), Some(name.as_str()));
    let by_name = setup.convex.deployment(&name);
    refused(by_name.copy_data_from(&staging).await, Some("ConfirmationRequired"));
    refused(production.confirm("happy-otter-1").copy_data_from(&staging).await, Some("ConfirmationMismatch"));
    refused(staging.copy_data_from(&staging).await, None);
    assert!(setup.calls().iter().all(|call| call.starts_with("getDeployment")));
    assert_eq!(tables(&setup, &key), [("tasks".to_owned(), 3)]);
    production.confirm(&name).copy_data_from(&staging).await.unwrap();
    assert_eq!(tables(&setup, &key), [("tasks".to_owned(), 1)]);
}

pub(super) async fn failed_copy_changes_nothing(setup: Setup) {
    let todo = setup.project("todo");
    todo.ensure().await.unwrap();
    let (production, dev) = (todo.production(), todo.dev());
    let of_production = with_documents(&setup, &production, "{\"n\": 1}").await;
    let of_dev = with_documents(&setup, &dev, "{\"n\": \"x\"}\n{\"n\": \"y\"}").await;
    push_texts(&setup, &of_dev);
    let error = dev.copy_data_from(&production).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidInput, Some("ImportFailed")), "{error}");
    assert!(error.to_string().contains("does not match the schema"), "{error}");
    setup.platform.admin().hold_work(true).unwrap();
    setup.with_key(&of_production, RequestZipExport::default()).unwrap();
    let error = dev.copy_data_from(&production).await.unwrap_err();
    assert_eq!(error.code(), Some("ExportInProgress"), "{error}");
    assert_eq!(tables(&setup, &of_dev), [("tasks".to_owned(), 2)]);
    assert_eq!((keys(&production).await, keys(&dev).await), (vec!["test".to_owned()], vec!["test".to_owned()]));
}

/// Pushes a schema whose tasks have a text `n`.
pub(super) fn push_texts(setup: &Setup, key: &Secret) {
    let object = json!({"type": "object", "value": {"n": {"fieldType": {"type": "string"}, "optional": false}}});
    let tables = json!([{"tableName": "tasks", "indexes": [], "documentType": object}]);
    let schema = json!({"schemaValidation": true, "tables": tables}).to_string();
    let source = format!("export default {{export: () => {}}};", json!(schema));
    let push = json!({
        "functions": "convex/",
        "appDefinition": {
            "definition": null, "dependencies": [], "changedModules": [], "unchangedModuleHashes": [],
            "udfServerVersion": "1.48.0",
            "schema": {"path": "schema.js", "source": source, "environment": "isolate"},
        },
        "componentDefinitions": [], "nodeDependencies": [], "dryRun": false,
    });
    let call =
        |id: &str, request: Value| setup.platform.call_json(&Caller::with_token(key.clone()), id, request).unwrap();
    let started = call("startPush", push);
    call("finishPush", json!({"startPush": started, "dryRun": false}));
}
