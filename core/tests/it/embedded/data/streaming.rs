//! Connectors that read all data, and then the changes.

use super::super::{DAY, killed, refused};
use super::{Data, World, object, schema};
use convex_ops::ErrorKind;
use convex_ops::api::imports::ImportMode::{Append, Replace, ReplaceAll, RequireEmpty};
use convex_ops::model::TeamPlan;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// State of a connector.
#[derive(Default)]
struct Copy {
    cursor: i64,
    /// Documents by table and ID.
    documents: BTreeMap<(String, String), Value>,
}

impl Copy {
    /// Reads a snapshot; each page covers one table.
    fn of(data: &Data, streamed: &Value) -> Self {
        let (mut copy, mut request) = (Self::default(), streamed.clone());
        loop {
            let page = data.call("listSnapshot", request.clone());
            let tables = page["values"].as_array().unwrap().iter().map(|value| &value["_table"]);
            assert!(tables.clone().all(|table| Some(table) == tables.clone().next()));
            copy.take(&page["values"]);
            copy.cursor = page["snapshot"].as_i64().unwrap();
            (request["snapshot"], request["cursor"]) = (page["snapshot"].clone(), page["cursor"].clone());
            if page["hasMore"] == false {
                assert!(page["cursor"].is_null());
                return copy;
            }
        }
    }

    /// Reads the changes. Returns the number of documents per page.
    fn follow(&mut self, data: &Data) -> Vec<usize> {
        let mut pages = Vec::new();
        loop {
            let page = data.call("listDocumentDeltas", json!({ "cursor": self.cursor }));
            let values = page["values"].as_array().unwrap();
            let times: Vec<_> = values.iter().map(|value| value["_ts"].as_i64().unwrap()).collect();
            assert!(times.is_sorted() && times.iter().all(|time| *time > self.cursor));
            assert!(values.iter().all(|value| value["_deleted"] == false));
            self.take(&page["values"]);
            self.cursor = page["cursor"].as_i64().unwrap();
            pages.push(values.len());
            if page["hasMore"] == false {
                return pages;
            }
        }
    }

    fn take(&mut self, values: &Value) {
        for value in values.as_array().unwrap() {
            let text = |name: &str| value[name].as_str().unwrap().to_owned();
            self.documents.insert((text("_table"), text("_id")), value.clone());
        }
    }

    /// Values of a field, in order.
    fn values(&self, table: &str, field: &str) -> Vec<i64> {
        let of_table = self.documents.iter().filter(|((name, _), _)| name == table);
        let mut values: Vec<_> = of_table.map(|(_, document)| document[field].as_f64().unwrap() as i64).collect();
        values.sort_unstable();
        values
    }
}

fn professional() -> Data {
    Data::of(World::on(TeamPlan::Professional))
}

/// Lines with the numbers of a range.
fn numbers(range: std::ops::Range<i64>) -> String {
    range.map(|n| format!("{{\"n\": {n}}}\n")).collect()
}

#[test]
fn snapshot_and_deltas_cover_all_data() {
    let data = professional();
    data.lines("a", RequireEmpty, &numbers(0..2_500));
    data.lines("b", RequireEmpty, &numbers(0..3));
    let mut copy = Copy::of(&data, &json!({}));
    assert_eq!(copy.values("a", "n"), (0..2_500).collect::<Vec<_>>());
    assert_eq!(copy.follow(&data), [0], "nothing has changed");
    data.lines("a", Append, &numbers(2_500..2_900));
    data.lines("c", RequireEmpty, &numbers(7..8));
    let pages = copy.follow(&data);
    assert_eq!(pages.iter().sum::<usize>(), 401, "only new documents are sent");
    assert!(pages.len() == 4 && pages.iter().all(|page| *page <= 128), "{pages:?}");
    assert_eq!(copy.values("a", "n"), (0..2_900).collect::<Vec<_>>());
    assert_eq!((copy.values("b", "n"), copy.values("c", "n")), (vec![0, 1, 2], vec![7]));
}

#[test]
fn delta_pages_do_not_split_transactions() {
    let data = professional();
    let begun = Copy::of(&data, &json!({}));
    for table in ["a", "b", "c"] {
        data.lines(table, RequireEmpty, &numbers(0..100));
    }
    let mut copy = Copy { cursor: begun.cursor, ..Copy::default() };
    assert_eq!(copy.follow(&data), [200, 100]);
    assert_eq!(copy.documents.len(), 300);
}

#[test]
fn snapshot_is_stable_across_writes() {
    let data = professional();
    data.lines("a", RequireEmpty, &numbers(0..1_100));
    data.lines("b", RequireEmpty, &numbers(0..1));
    let first = data.call("listSnapshot", json!({}));
    data.lines("a", Append, &numbers(5_000..5_001));
    data.lines("b", Replace, &numbers(9..10));
    data.lines("d", ReplaceAll, &numbers(4..5));
    let copy = Copy::of(&data, &json!({ "snapshot": first["snapshot"] }));
    assert_eq!(copy.values("a", "n"), (0..1_100).collect::<Vec<_>>());
    assert_eq!((copy.values("b", "n"), copy.values("d", "n")), (vec![0], vec![]));
    data.world.pass(6 * DAY);
    let error = data.try_call("listSnapshot", json!({ "snapshot": first["snapshot"] }));
    refused(error, ErrorKind::InvalidInput, "SnapshotTooOld");
    let later = first["snapshot"].as_i64().unwrap() + 7 * DAY * 1_000_000;
    refused(data.try_call("listSnapshot", json!({ "snapshot": later })), ErrorKind::InvalidInput, "SnapshotTooNew");
}

#[test]
fn selection_and_format_are_respected() {
    let data = professional();
    let line = r#"{"big": {"$integer": "BwAAAAAAAAA="}, "blob": {"$bytes": "AQI="}, "n": 1}"#;
    data.lines("a", RequireEmpty, line);
    data.lines("b", RequireEmpty, "{\"n\": 2}");
    let first = |streamed: Value| {
        let page = data.call("listSnapshot", streamed);
        let value = page["values"][0].clone();
        (value["_table"].clone(), value["big"].clone(), value["blob"].clone())
    };
    assert_eq!(first(json!({ "tableName": "b" })).0, "b");
    assert_eq!(first(json!({})), (json!("a"), json!("7"), json!("AQI=")));
    assert_eq!(first(json!({ "format": "export_json" })), (json!("a"), json!(7), json!({ "$bytes": "AQI=" })));
    let encoded = (json!("a"), json!({ "$integer": "BwAAAAAAAAA=" }), json!({ "$bytes": "AQI=" }));
    assert_eq!(first(json!({ "format": "convex_encoded_json" })), encoded);
    assert_eq!(first(json!({ "component": "none" })).0, Value::Null);
    let columns =
        json!({ "_other": "excluded", "": { "_other": "excluded", "a": { "_other": "excluded", "n": "included" } } });
    let page = data.call("listSnapshot", json!({ "selection": columns }));
    let names: Vec<_> = page["values"][0].as_object().unwrap().keys().collect();
    assert_eq!(names, ["_component", "_id", "_table", "_ts", "n"]);
    refused(data.try_call("listSnapshot", json!({ "format": "xml" })), ErrorKind::InvalidInput, "BadFormat");
}

#[test]
fn streaming_needs_plan() {
    let data = Data::new();
    for (id, request) in [
        ("listSnapshot", json!({})),
        ("listDocumentDeltas", json!({ "cursor": 1 })),
        ("getJsonSchemas", json!({})),
        ("getTableColumnNames", json!({})),
        ("testStreamingExportConnection", json!({})),
    ] {
        refused(data.try_call(id, request), ErrorKind::PermissionDenied, "FeatureNotInPlan");
    }
    professional().call("testStreamingExportConnection", json!({}));
}

#[test]
fn schemas_are_inferred_from_documents() {
    let data = professional();
    data.lines("users", RequireEmpty, "{\"name\": \"Ada\"}\n{\"name\": null, \"age\": 1, \"tags\": []}");
    data.push(&schema("empty", &object(&[("x", "string")])));
    let id = data.call("listSnapshot", json!({ "tableName": "users" }))["values"][0]["_id"].clone();
    data.lines("posts", RequireEmpty, &json!({ "author": id, "at": { "$float": "AAAAAAAA+H8=" } }).to_string());
    let schemas = data.call("getJsonSchemas", json!({}));
    assert_eq!(
        schemas["users"],
        json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "_creationTime": { "type": "number" },
                "_id": { "$description": "Id(users)", "type": "string" },
                "age": { "type": "number" },
                "name": { "anyOf": [{ "type": "null" }, { "type": "string" }] },
                "tags": { "type": "array", "items": false },
            },
            "required": ["_creationTime", "_id", "name"],
        })
    );
    let posts = &schemas["posts"]["properties"];
    assert_eq!(posts["author"]["$description"], "Id(users)");
    assert_eq!(posts["at"]["$description"], "float64");
    assert_eq!(schemas["empty"]["required"], json!(["_creationTime", "_id"]), "the table is empty");
    let columns = data.call("getTableColumnNames", json!({}));
    let users = columns["byComponent"][""].as_array().unwrap().iter().find(|table| table["name"] == "users").unwrap();
    assert_eq!(users["columns"], json!(["_creationTime", "_id", "age", "name", "tags"]));
    let deltas = data.call("getJsonSchemas", json!({ "deltaSchema": true, "byComponent": true }));
    assert_eq!(deltas[""]["users"]["properties"]["_deleted"], json!({ "type": "boolean" }));
}

#[test]
fn varied_documents_use_pushed_schema() {
    let data = professional();
    let wide: serde_json::Map<_, _> = (0..65).map(|n| (format!("f{n}"), json!("x"))).collect();
    data.lines("wide", RequireEmpty, &json!({ "m": "x", "all": wide }).to_string());
    let schemas = data.call("getJsonSchemas", json!({}));
    assert_eq!(schemas["wide"]["properties"]["all"], json!({}), "a nested object needs no schema");
    data.lines("wide", Replace, &Value::Object(wide.clone()).to_string());
    refused(data.try_call("getJsonSchemas", json!({})), ErrorKind::InvalidInput, "NoSchemaForExport");
    data.push(&schema("other", &object(&[])));
    refused(data.try_call("getJsonSchemas", json!({})), ErrorKind::InvalidInput, "NoTableDefinitionForExport");
    let fields: Vec<_> = wide.keys().map(|name| (name.as_str(), "string")).collect();
    let of = |document: Value| data.push(&schema("wide", &document));
    of(json!({ "type": "union", "value": [object(&fields), object(&[])] }));
    refused(data.try_call("getJsonSchemas", json!({})), ErrorKind::InvalidInput, "UnsupportedSchemaForExport");
    of(object(&fields));
    let described = data.call("getJsonSchemas", json!({}));
    assert_eq!(described["wide"]["required"].as_array().unwrap().len(), 67);
    assert_eq!(described["wide"]["properties"]["f7"], json!({ "type": "string" }));
}

#[test]
fn unchanged_documents_are_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("platform.db");
    let data = Data::of(World::of(killed::open(&path)));
    data.platform().admin().set_plan(data.world.team(), TeamPlan::Professional).unwrap();
    data.lines("a", RequireEmpty, r#"{"v": true}"#);
    data.lines("b", RequireEmpty, r#"{"v": true}"#);
    let described = data.call("getJsonSchemas", json!({}));
    assert_eq!(described["a"]["properties"]["v"], json!({ "type": "boolean" }));
    // A change of the file that the platform cannot know of shows which documents it reads.
    let outside = rusqlite::Connection::open(&path).unwrap();
    let changed = outside.execute("UPDATE documents SET document = replace(document, 'true', 'null')", []).unwrap();
    assert_eq!(changed, 2);
    assert_eq!(data.call("getJsonSchemas", json!({})), described);
    data.lines("a", Append, r#"{"v": 1}"#);
    let after = data.call("getJsonSchemas", json!({}));
    assert_eq!(after["b"], described["b"]);
    let of_a = &after["a"]["properties"]["v"]["anyOf"];
    assert_eq!(of_a, &json!([{ "type": "null" }, { "type": "number" }]));
}

/// Any document value in encoded JSON.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-9.0..9.0).prop_map(|number: f64| json!(number)),
        Just(json!({ "$integer": "BwAAAAAAAAA=" })),
        Just(json!({ "$float": "AAAAAAAA+H8=" })),
        Just(json!({ "$bytes": "AQI=" })),
        "[a-z]{0,3}".prop_map(Value::String),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
            prop::collection::btree_map("[a-c]", inner, 0..3).prop_map(|map| json!(map)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn streamed_documents_match_inferred_schema(
        documents in prop::collection::vec(prop::collection::btree_map("[a-c]", value(), 0..3), 1..6),
    ) {
        let data = professional();
        let lines: Vec<_> = documents.iter().map(|document| json!(document).to_string()).collect();
        data.lines("a", RequireEmpty, &lines.join("\n"));
        for format in ["json", "convex_encoded_json", "export_json"] {
            let schemas = data.call("getJsonSchemas", json!({ "format": format, "deltaSchema": true }));
            let validator = jsonschema::validator_for(&schemas["a"]).unwrap();
            let page = data.call("listSnapshot", json!({ "format": format }));
            let values = page["values"].as_array().unwrap();
            prop_assert_eq!(values.len(), documents.len());
            for value in values {
                prop_assert!(validator.is_valid(value), "{}: {} is not {}", format, value, schemas["a"]);
            }
        }
    }

    #[test]
    fn copy_is_complete_from_any_starting_point(imports in prop::collection::vec((0..3_usize, 0..300_i64), 1..6), at in 0..6_usize) {
        let data = professional();
        let mut copy = None;
        let mut all: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for (index, (table, count)) in imports.iter().enumerate() {
            if index == at.min(imports.len() - 1) {
                copy = Some(Copy::of(&data, &json!({})));
            }
            let table = ["a", "b", "c"][*table];
            data.lines(table, Append, &numbers(0..*count));
            all.entry(table).or_default().extend(0..*count);
        }
        let mut copy = copy.unwrap();
        copy.follow(&data);
        for (table, mut expected) in all {
            expected.sort_unstable();
            prop_assert_eq!(copy.values(table, "n"), expected);
        }
    }
}
