//! Rehearsals of plans on exports of the platform, and imports of the results.

use super::{Data, unzipped, zipped};
use convex_ops::ErrorKind;
use convex_ops::api::imports::ImportFormat::{JsonLines, Zip};
use convex_ops::api::imports::ImportMode::{Replace, ReplaceAll};
use convex_ops::compat::{Evidence, Options};
use convex_ops::plan::rehearse::TableChanges;
use convex_ops::plan::{Plan, plan};
use convex_ops::source::{DataOptions, Rehearsal, rehearse};
use convex_ops::surface::Surface;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use tempfile::TempDir;

fn app(table: &str, fields: &Value) -> Surface {
    let tables = json!([{"tableName": table, "indexes": [], "documentType": {"type": "object", "value": fields}}]);
    Surface::parse(&json!({"tables": tables, "schemaValidation": true}).to_string()).unwrap()
}

fn field(kind: &str) -> Value {
    json!({"fieldType": {"type": kind}, "optional": false})
}

fn planned(table: &str, old: &Value, new: &Value) -> Plan {
    let plan = plan(&app(table, old), &app(table, new), &Evidence::default(), &Options::at(0.0));
    assert_eq!(plan.steps.len(), 2);
    plan
}

/// An export in a folder, and the place of the migrated one.
struct Export {
    _folder: TempDir,
    data: PathBuf,
    out: PathBuf,
}

impl Export {
    fn new(zip: &[u8]) -> Self {
        let folder = TempDir::new().unwrap();
        let (data, out) = (folder.path().join("export.zip"), folder.path().join("migrated.zip"));
        std::fs::write(&data, zip).unwrap();
        Self { _folder: folder, data, out }
    }

    fn rehearse(&self, plan: &Plan, changes: Value) -> convex_ops::Result<Rehearsal> {
        let changes: Vec<TableChanges> = serde_json::from_value(changes).unwrap();
        rehearse(plan, &changes, self.data.to_str().unwrap(), Some(&self.out), &DataOptions::default())
    }
}

#[test]
fn rehearsed_export_imports() {
    let data = Data::new();
    let lines = "{\"old\": 1, \"count\": \"7\"}\n{\"old\": 2, \"count\": \"many\"}\n";
    assert_eq!(data.import(Some("t"), JsonLines, Replace, lines), Ok(2));
    let zip = data.zip();
    let export = Export::new(&zip);
    let plan = planned(
        "t",
        &json!({"old": field("number"), "count": field("string")}),
        &json!({"new": field("number"), "count": field("bigint"), "by": field("string")}),
    );
    let missing = export.rehearse(&plan, json!([])).unwrap();
    assert!(!missing.passes(), "{missing}");
    assert_eq!(missing.steps[1].refused[0].documents, 2);
    let changes = |values: Value| {
        json!([{"table": "t", "changes": [
            {"kind": "rename", "from": ".old", "path": ".new"},
            {"kind": "map", "path": ".count", "values": values},
            {"kind": "convert", "path": ".count", "to": "int64"},
            {"kind": "set", "path": ".by", "value": "import"}]}])
    };
    let partly = export.rehearse(&plan, changes(json!([]))).unwrap();
    let migrated = &partly.steps[0].migrations[0];
    assert_eq!((migrated.documents, migrated.changed, migrated.failures[0].count), (2, 2, 1));
    assert_eq!(migrated.failures[0].ids.len(), 1);
    assert!(!partly.to_string().contains("many"), "stored values are private: {partly}");
    assert_eq!(partly.steps[1].refused[0].documents, 1);

    let passed = export.rehearse(&plan, changes(json!([{"from": "many", "to": "100"}]))).unwrap();
    assert!(passed.passes(), "{passed}");
    let migrated = std::fs::read(&export.out).unwrap();
    let documents = |zip: &[u8]| -> Vec<Value> {
        let lines = unzipped(zip)["t/documents.jsonl"].clone();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    assert_eq!(data.import(None, Zip, ReplaceAll, &migrated), Ok(2));
    let (before, after) = (documents(&zip), documents(&data.zip()));
    let mut counts: Vec<_> = after.iter().map(|document| document["count"].as_i64()).collect();
    counts.sort();
    assert_eq!(counts, [Some(7), Some(100)]);
    assert!(after.iter().all(|document| document["by"] == "import" && document.get("old").is_none()));
    let ids =
        |documents: &[Value]| documents.iter().map(|document| document["_id"].to_string()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&before), ids(&after));
}

#[test]
fn stored_files_and_other_tables_are_copied() {
    let id = |table: u32| convex_ops::value::DocumentId { table, internal: [1; 16] }.to_string();
    let (stored, other) = (id(7), id(10_002));
    let document = |id: &str| format!("{{\"_id\": \"{id}\", \"_creationTime\": 1.0}}\n");
    let before = [
        ("_tables/documents.jsonl".to_owned(), "{\"name\": \"t\", \"id\": 10001}\n".to_owned()),
        ("t/documents.jsonl".to_owned(), document(&id(10_001))),
        ("t/generated_schema.jsonl".to_owned(), "\"uniform\"\n".to_owned()),
        ("_components/chat/u/documents.jsonl".to_owned(), document(&other)),
        ("_storage/documents.jsonl".to_owned(), document(&stored)),
        (format!("_storage/{stored}.txt"), "hello".to_owned()),
    ];
    let files: Vec<(&str, &str)> = before.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let export = Export::new(&zipped(&files));
    let plan = planned("t", &json!({}), &json!({"a": field("string")}));
    let changes = json!([{"table": "t", "changes": [{"kind": "set", "path": ".a", "value": "x"}]}]);
    assert!(export.rehearse(&plan, changes).unwrap().passes());
    let after = unzipped(&std::fs::read(&export.out).unwrap());
    for (name, text) in before.iter().filter(|(name, _)| name != "t/documents.jsonl") {
        assert_eq!(after.get(name), Some(text), "{name}");
    }
    assert!(after["t/documents.jsonl"].contains("\"a\":\"x\""));
}

#[test]
fn ids_are_retargeted_through_a_table() {
    let id = |table: u32, document: u8| convex_ops::value::DocumentId { table, internal: [document; 16] }.to_string();
    let (user, account) = (id(10_001, 1), id(10_002, 2));
    let zip = zipped(&[
        ("_tables/documents.jsonl", "{\"name\": \"users\", \"id\": 10001}\n{\"name\": \"t\", \"id\": 10003}\n"),
        (
            "users/documents.jsonl",
            &format!("{{\"_id\": \"{user}\", \"_creationTime\": 1.0, \"account\": \"{account}\"}}\n"),
        ),
        ("users/generated_schema.jsonl", "\"uniform\"\n"),
        (
            "t/documents.jsonl",
            &format!("{{\"_id\": \"{}\", \"_creationTime\": 1.0, \"by\": \"{user}\"}}\n", id(10_003, 3)),
        ),
        ("t/generated_schema.jsonl", "\"uniform\"\n"),
    ]);
    let export = Export::new(&zip);
    let target = |table: &str| json!({"by": {"fieldType": {"type": "id", "tableName": table}, "optional": false}});
    let plan =
        plan(&app("t", &target("users")), &app("t", &target("accounts")), &Evidence::default(), &Options::at(0.0));
    let retarget = json!({"kind": "retarget", "path": ".by", "through": "users", "field": "account"});
    let rehearsal = export.rehearse(&plan, json!([{"table": "t", "step": 1, "changes": [retarget]}])).unwrap();
    assert_eq!(rehearsal.steps[0].migrations[0].changed, 1, "{rehearsal}");
    let after = unzipped(&std::fs::read(&export.out).unwrap());
    assert!(after["t/documents.jsonl"].contains(&account));
}

#[test]
fn changes_of_unknown_tables_and_steps_are_refused() {
    let export = Export::new(&zipped(&[("t/documents.jsonl", "{}\n")]));
    let plan = planned("t", &json!({}), &json!({"a": field("string")}));
    for (changes, message) in [
        (json!([{"table": "u", "changes": []}]), "table `u` of the changes not found in the export"),
        (json!([{"table": "t", "step": 7, "changes": []}]), "step 7 of the changes not found in the plan"),
    ] {
        let error = export.rehearse(&plan, changes).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().contains(message), "{error}");
        assert!(!export.out.exists());
    }
    let folder = export.data.parent().unwrap().to_str().unwrap();
    let error = rehearse(&plan, &[], folder, None, &DataOptions::default()).unwrap_err();
    assert!(error.to_string().contains("cannot rehearse on a folder"), "{error}");
}
