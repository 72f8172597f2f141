//! Stored files are imported and exported unchanged.

use super::{Data, unzipped_bytes, zipped_bytes};
use base64::Engine as _;
use convex_ops::api::backups::RequestCloudBackup;
use convex_ops::api::imports::{ImportFormat, ImportMode};
use convex_ops::value::DocumentId;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Number of the table of stored files in the source deployment.
const TABLE: u32 = 4;

fn id(n: u8) -> String {
    DocumentId { table: TABLE, internal: [n; 16] }.to_string()
}

fn sha256(content: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(content))
}

/// Metadata of a stored file in an export.
fn metadata(n: u8, content: &[u8]) -> Value {
    json!({ "_id": id(n), "_creationTime": 1_700_000_000_000.5, "sha256": sha256(content), "size": content.len(),
        "contentType": "image/png", "internalId": format!("00000000-0000-4000-8000-0000000000{n:02}") })
}

/// Creates an export with these stored files.
fn export(files: &[(u8, &[u8])]) -> Vec<u8> {
    let lines: Vec<_> = files.iter().map(|(n, content)| metadata(*n, content).to_string()).collect();
    let mut entries = vec![("_storage/documents.jsonl".to_owned(), lines.join("\n").into_bytes())];
    entries.extend(files.iter().map(|(n, content)| (format!("_storage/{}.png", id(*n)), content.to_vec())));
    zipped_bytes(&entries)
}

/// Contents of all stored files of a deployment, read from an export.
fn stored(data: &Data) -> BTreeMap<String, Vec<u8>> {
    let mut files = unzipped_bytes(&data.zip_with_storage());
    files.retain(|name, _| name.starts_with("_storage/"));
    files
}

fn import(data: &Data, mode: ImportMode, zip: &[u8]) -> convex_ops::Result<u64> {
    data.import(None, ImportFormat::Zip, mode, zip)
}

#[test]
fn stored_files_round_trip() {
    let data = Data::new();
    let long: Vec<u8> = (0..2_500_000_u32).map(|n| (n % 251) as u8).collect();
    let files: [(u8, &[u8]); 3] = [(1, b"one"), (2, &long), (3, b"")];
    assert_eq!(import(&data, ImportMode::RequireEmpty, &export(&files)).unwrap(), 0, "files are not documents");
    let out = stored(&data);
    for (n, content) in files {
        assert_eq!(out[&format!("_storage/{}.png", id(n))], content);
    }
    let lines = String::from_utf8(out["_storage/documents.jsonl"].clone()).unwrap();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, files.map(|(n, content)| metadata(n, content)));
    // Another deployment imports the export, and exports the same.
    let other = Data::new();
    import(&other, ImportMode::ReplaceAll, &data.zip_with_storage()).unwrap();
    assert_eq!(stored(&other), out);
    assert!(!data.export().keys().any(|name| name.starts_with("_storage")), "files are exported only on request");
}

#[test]
fn import_modes_apply_to_files() {
    let data = Data::new();
    import(&data, ImportMode::RequireEmpty, &export(&[(1, b"one")])).unwrap();
    let again = import(&data, ImportMode::RequireEmpty, &export(&[(2, b"two")]));
    super::fails(again, "Table _storage already exists");
    import(&data, ImportMode::Append, &export(&[(2, b"two")])).unwrap();
    assert_eq!(stored(&data).len(), 3);
    super::fails(import(&data, ImportMode::Append, &export(&[(1, b"other")])), "Objects in table \"_storage\"");
    assert_eq!(stored(&data)[&format!("_storage/{}.png", id(1))], b"one");
    data.lines("t", ImportMode::ReplaceAll, "{\"n\": 1}");
    assert_eq!(stored(&data).len(), 3, "an import without files keeps them");
    import(&data, ImportMode::Replace, &export(&[(3, b"three")])).unwrap();
    assert_eq!(stored(&data).keys().count(), 2);
    assert_eq!(data.documents("t").len(), 1);
}

#[test]
fn restore_adds_files_and_deletes_none() {
    let data = Data::new();
    import(&data, ImportMode::RequireEmpty, &export(&[(1, b"one"), (2, b"two")])).unwrap();
    let deployment_id = data.deployment;
    let backup = data.world.call(RequestCloudBackup { deployment_id, include_storage: true }).id;
    let without = data.back_up();
    // The first is deleted, the second kept, and a third added.
    import(&data, ImportMode::Replace, &export(&[(2, b"two"), (3, b"three")])).unwrap();
    let before = stored(&data);
    data.restore(without);
    assert_eq!(stored(&data), before, "a backup without files changes no file");
    for _ in 0..2 {
        data.restore(backup);
        let out = stored(&data);
        for (n, content) in [(1, &b"one"[..]), (2, b"two"), (3, b"three")] {
            assert_eq!(out[&format!("_storage/{}.png", id(n))], content);
        }
        assert_eq!(out.len(), 4);
    }
    // An empty deployment gets all of them.
    import(&data, ImportMode::Replace, &export(&[])).unwrap();
    data.restore(backup);
    assert_eq!(stored(&data).len(), 3);
    data.platform().admin().check_store().unwrap();
}

#[test]
fn mismatched_file_metadata_fails_import() {
    let data = Data::new();
    import(&data, ImportMode::RequireEmpty, &export(&[(1, b"one")])).unwrap();
    let before = stored(&data);
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut metadata = metadata(2, b"two");
        change(&mut metadata);
        let name = format!("_storage/{}.png", id(2));
        let documents = ("_storage/documents.jsonl".to_owned(), metadata.to_string().into_bytes());
        import(&data, ImportMode::Replace, &zipped_bytes(&[documents, (name, b"two".to_vec())]))
    };
    super::fails(broken(&|metadata| metadata["sha256"] = json!(sha256(b"other"))), "the stored file");
    super::fails(broken(&|metadata| metadata["size"] = json!(4)), "the stored file");
    super::fails(broken(&|metadata| metadata["_id"] = json!("x")), "Row 1 wasn't a valid Convex value");
    assert_eq!(stored(&data), before, "nothing has changed");
    let without_metadata = |metadata: &mut Value| {
        *metadata = json!({ "_id": id(7) });
    };
    broken(&without_metadata).unwrap();
    let out = stored(&data);
    assert_eq!(out[&format!("_storage/{}", id(2))], b"two", "the content determines the metadata");
    let line: Value = serde_json::from_slice(&out["_storage/documents.jsonl"]).unwrap();
    assert_eq!((&line["sha256"], &line["size"]), (&json!(sha256(b"two")), &json!(3)));
}

#[test]
fn files_are_not_an_app_table() {
    let data = Data::of(super::World::on(convex_ops::model::TeamPlan::Professional));
    import(&data, ImportMode::RequireEmpty, &export(&[(1, b"one")])).unwrap();
    assert_eq!(data.call("listSnapshot", json!({}))["values"], json!([]));
    assert_eq!(data.call("dataSync", json!({}))["values"], json!([]));
    assert_eq!(data.call("getJsonSchemas", json!({})), json!({}));
    let query = |path: &str, args: Value| {
        let asked = json!({ "path": path, "args": args, "format": "convex_encoded_json" });
        data.call("runQuery", asked)["value"]["page"].clone()
    };
    let page = json!({ "numItems": 10.0, "cursor": null });
    assert_eq!(query("_system/cli/tables", json!({ "paginationOpts": page })), json!([]));
    let args = json!({ "table": "_storage", "order": "asc", "paginationOpts": page });
    let documents = query("_system/cli/tableData", args);
    let names: Vec<_> = documents[0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["_creationTime", "_id", "contentType", "sha256", "size"]);
    assert_eq!(documents[0]["size"], 3.0);
}
