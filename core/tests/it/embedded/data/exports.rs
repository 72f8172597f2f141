//! Exports: contents of the zip, expiry and permissions.

use super::super::{DAY, refused};
use super::{Data, object, schema};
use convex_ops::ErrorKind;
use convex_ops::api::exports::{GetZipExport, RequestZipExport, SetExportExpiration};
use convex_ops::api::imports::{ImportData, ImportFormat, ImportMode, ImportRequest};
use convex_ops::source::{DataOptions, check_data, open_data};
use std::collections::BTreeMap;

#[test]
fn zip_matches_convex_format() {
    let data = Data::new();
    data.lines("t", ImportMode::RequireEmpty, "{\"n\": 1}");
    let content = convex_ops::api::Bytes(b"{}".to_vec());
    let (table_name, component_path) = (Some("c".to_owned()), Some("outer/inner".to_owned()));
    let (format, mode) = (ImportFormat::JsonLines, ImportMode::RequireEmpty);
    let import = ImportRequest { table_name, component_path, format, mode };
    let import = ImportData { import, content };
    data.platform().call(&data.key, import).unwrap();
    data.push(&schema("empty", &object(&[])));
    let files = data.export();
    let names: Vec<_> = files.keys().map(String::as_str).collect();
    let inner = "_components/outer/_components/inner";
    assert_eq!(
        names,
        [
            "README.md",
            &format!("{inner}/_tables/documents.jsonl"),
            &format!("{inner}/c/documents.jsonl"),
            &format!("{inner}/c/generated_schema.jsonl"),
            "_tables/documents.jsonl",
            "empty/documents.jsonl",
            "empty/generated_schema.jsonl",
            "t/documents.jsonl",
            "t/generated_schema.jsonl",
        ]
    );
    assert_eq!(files["t/generated_schema.jsonl"], "\"uniform\"\n");
    assert_eq!(files["empty/documents.jsonl"], "");
}

#[test]
fn gate_reads_export() {
    let data = Data::new();
    data.lines("users", ImportMode::RequireEmpty, "{\"name\": \"Ada\"}\n{\"name\": 1}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.zip");
    std::fs::write(&path, data.zip()).unwrap();
    let schema = schema("users", &object(&[("name", "string")]));
    let schema = convex_ops::schema::Schema::parse(&schema.to_string()).unwrap();
    let mut source = open_data(path.to_str().unwrap(), &DataOptions::default()).unwrap();
    let found = check_data(&mut source, &BTreeMap::from([(String::new(), &schema)]), &mut |_| Ok(())).unwrap();
    let users = found.table("", "users").unwrap();
    assert_eq!((users.documents, users.refused, users.bad_lines.count, users.complete), (2, 1, 0, true));
}

#[test]
fn export_is_available_until_expiry() {
    let data = Data::new();
    let now = data.platform().admin().now().unwrap();
    data.platform().call(&data.key, RequestZipExport::default()).unwrap();
    let export = GetZipExport { id: format!("{now}000000") };
    assert!(data.platform().call(&data.key, export.clone()).is_ok());
    data.world.pass(13 * DAY);
    assert!(data.platform().call(&data.key, export.clone()).is_ok());
    let until = u64::try_from(now + 20 * DAY).unwrap() * 1_000_000;
    let later = SetExportExpiration { snapshot_id: export.id.clone(), expiration_ts_ns: until };
    data.platform().call(&data.key, later).unwrap();
    data.world.pass(6 * DAY);
    assert!(data.platform().call(&data.key, export.clone()).is_ok());
    data.world.pass(2 * DAY);
    refused(data.platform().call(&data.key, export), ErrorKind::NotFound, "ExportNotFound");
}

#[test]
fn export_of_another_deployment_is_not_found() {
    let data = Data::new();
    let now = data.platform().admin().now().unwrap();
    data.platform().call(&data.key, RequestZipExport::default()).unwrap();
    let other = Data::of(data.world);
    let export = GetZipExport { id: format!("{now}000000") };
    refused(other.platform().call(&other.key, export), ErrorKind::NotFound, "ExportNotFound");
}
