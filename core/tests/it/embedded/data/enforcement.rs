//! Schema enforcement, for existing documents at a push and for later ones.

use super::{Data, fails, object, push, schema, zipped};
use convex_ops::api::imports::ImportFormat::{Csv, JsonLines, Zip};
use convex_ops::api::imports::ImportMode::{Append, Replace, ReplaceAll, RequireEmpty};
use convex_ops::value::DocumentId;
use serde_json::{Value, json};

fn named() -> Value {
    schema("users", &object(&[("name", "string")]))
}

#[test]
fn mismatched_document_fails_schema_with_convex_message() {
    let data = Data::new();
    let id = DocumentId { table: 10_001, internal: [3; 16] }.to_string();
    data.lines("users", RequireEmpty, &format!("{{\"name\": \"Ada\"}}\n{{\"_id\": \"{id}\", \"name\": 1}}"));
    let started = data.begin_push(&named());
    let error = format!(
        "Document with ID \"{id}\" in table \"users\" does not match the schema: Value does not match \
         validator.\nPath: .name\nValue: 1.0\nValidator: v.string()"
    );
    let failed = json!({"type": "failed", "error": error, "componentPath": "", "tableName": "users"});
    assert_eq!(data.wait(&started), failed);
    assert_eq!(data.wait(&started), failed, "the state is final");
    let refused = data.finish(&started).unwrap_err();
    assert_eq!(refused.code(), Some("SchemaAlreadyFailed"));
    assert!(
        refused.info().message.starts_with("Hit an error while pushing:\nSchema has already been failed with error: ")
    );
    data.lines("users", Replace, "{\"name\": \"Ada\"}");
    data.push(&named());
}

#[test]
fn unawaited_push_still_validates_documents() {
    let data = Data::new();
    data.lines("users", RequireEmpty, "{}");
    let started = data.begin_push(&named());
    assert_eq!(data.finish(&started).unwrap_err().code(), Some("SchemaAlreadyFailed"));
}

#[test]
fn dry_run_reports_mismatch_and_changes_nothing() {
    let data = Data::new();
    data.lines("users", RequireEmpty, "{}");
    let started = data.call("startPush", push(&named(), true));
    assert_eq!(data.wait(&started)["type"], "failed");
    let fits = data.call("startPush", push(&schema("users", &json!({"type": "any"})), true));
    assert_eq!(data.wait(&fits)["type"], "complete");
    data.lines("users", Append, "{\"x\": 1}");
}

#[test]
fn import_must_match_schema() {
    let data = Data::new();
    data.push(&named());
    data.lines("users", RequireEmpty, "{\"name\": \"Ada\"}");
    let why = "Failed to insert or update a document in table \"users\" because it does not match the schema: Object is \
               missing the required field `name`. Consider wrapping the field validator in `v.optional(...)` if this is \
               expected.";
    for mode in [Append, Replace, ReplaceAll] {
        fails(data.import(Some("users"), JsonLines, mode, "{\"name\": \"Bob\"}\n{}"), why);
    }
    assert_eq!(data.documents("users"), [json!({"name": "Ada"})]);
    data.lines("others", RequireEmpty, "{\"what\": [1]}");
}

#[test]
fn disabled_schema_validation_accepts_documents() {
    let data = Data::new();
    let mut loose = named();
    loose["schemaValidation"] = json!(false);
    data.lines("users", RequireEmpty, "{}");
    data.push(&loose);
    data.lines("users", Append, "{\"name\": 1}");
    let started = data.begin_push(&named());
    assert_eq!(data.wait(&started)["type"], "failed", "documents imported meanwhile are validated");
}

#[test]
fn concurrent_import_fails_pending_schema() {
    let data = Data::new();
    data.lines("users", RequireEmpty, "{\"name\": \"Ada\"}");
    let started = data.begin_push(&named());
    assert_eq!(data.wait(&started)["type"], "complete");
    data.lines("users", Append, "{\"name\": null}");
    let failed = data.wait(&started);
    let error = "New document in table \"users\" does not match the schema: Value does not match validator.\nPath: \
                 .name\nValue: null\nValidator: v.string()";
    assert_eq!((&failed["type"], &failed["error"]), (&json!("failed"), &json!(error)));
    assert_eq!(data.finish(&started).unwrap_err().code(), Some("SchemaAlreadyFailed"));
}

#[test]
fn newer_schema_overwrites_pending_schema() {
    let data = Data::new();
    let first = data.begin_push(&named());
    let again = data.begin_push(&named());
    assert_eq!(data.wait(&first)["type"], "complete", "an equal schema overwrites none");
    let other = data.begin_push(&schema("users", &object(&[("age", "number")])));
    assert_eq!(data.wait(&first)["type"], "raceDetected");
    assert_eq!(data.finish(&again).unwrap_err().code(), Some("SchemaAlreadyOverwritten"));
    assert_eq!(data.wait(&other)["type"], "complete");
    data.finish(&other).unwrap();
}

#[test]
fn validated_tables_are_not_scanned_again() {
    let data = Data::new();
    data.push(&named());
    data.lines("users", RequireEmpty, "{\"name\": \"Ada\"}");
    let outcome = |document: &Value| {
        let answer = data.call("evaluateSchema", push(&schema("users", document), false));
        let table = answer["componentSchemaEvaluations"][""]["tables"][0].clone();
        assert_eq!((&table["name"], &table["numDocs"]), (&json!("users"), &json!(1)));
        assert!(table["sizeBytes"].as_u64().unwrap() > 0);
        table["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!(outcome(&json!({"type": "any"})), "supersetOfEnforced");
    let mut wider = object(&[("name", "string")]);
    wider["value"]["age"] = json!({"fieldType": {"type": "number"}, "optional": true});
    assert_eq!(outcome(&wider), "supersetOfEnforced");
    let one_of = |names: &[&str]| {
        let members: Vec<_> = names.iter().map(|name| json!({"type": "literal", "value": name})).collect();
        let name = json!({"fieldType": {"type": "union", "value": members}, "optional": false});
        json!({"type": "object", "value": {"name": name}})
    };
    assert_eq!(outcome(&one_of(&["Ada", "Bob"])), "mustWalk");
    let answer = data.call("evaluateSchema", push(&schema("empty", &object(&[("x", "null")])), false));
    assert_eq!(answer["componentSchemaEvaluations"][""]["tables"][0]["outcome"], "supersetOfShape");
}

#[test]
fn ids_are_validated_against_future_table_numbers() {
    let data = Data::new();
    let post = json!({"type": "object", "value": {
        "author": {"fieldType": {"type": "id", "tableName": "users"}, "optional": false}}});
    let mut both = schema("posts", &post);
    both["tables"].as_array_mut().unwrap().push(named()["tables"][0].clone());
    data.push(&both);
    let zip = |users: u32, author: u32| {
        let tables = format!("{{\"name\": \"users\", \"id\": {users}}}\n{{\"name\": \"posts\", \"id\": 10200}}");
        let author = DocumentId { table: author, internal: [1; 16] };
        let posts = format!("{{\"author\": \"{author}\"}}");
        zipped(&[
            ("_tables/documents.jsonl", &tables),
            ("posts/documents.jsonl", &posts),
            ("users/documents.jsonl", "{\"name\": \"Ada\"}"),
        ])
    };
    assert_eq!(data.import(None, Zip, RequireEmpty, zip(10_100, 10_100)), Ok(2));
    let wrong = data.import(None, Zip, Replace, zip(10_101, 10_100)).unwrap_err();
    assert!(wrong.info().message.contains("Validator: v.id(\"users\")"), "{wrong}");
    let user = DocumentId { table: 10_101, internal: [1; 16] };
    let renumbered = format!("{{\"_id\": \"{user}\", \"name\": \"Ada\"}}");
    fails(
        data.import(Some("users"), JsonLines, Replace, renumbered),
        "Import changes table 'users' which is referenced by 'posts' in the schema",
    );
}

#[test]
fn empty_optional_cell_is_absent() {
    let data = Data::new();
    let mut document = object(&[("name", "string")]);
    document["value"]["age"] = json!({"fieldType": {"type": "number"}, "optional": true});
    data.push(&schema("users", &document));
    data.import(Some("users"), Csv, RequireEmpty, "name,age\nAda,\n,1\n").unwrap();
    assert_eq!(data.documents("users"), [json!({"name": "Ada"}), json!({"name": "", "age": 1.0})]);
}

#[test]
fn schema_tables_are_cleared_not_deleted() {
    let data = Data::new();
    data.push(&named());
    data.lines("users", RequireEmpty, "{\"name\": \"Ada\"}");
    data.lines("others", ReplaceAll, "{}");
    let tables = data.export()["_tables/documents.jsonl"].clone();
    assert!(tables.contains("users") && tables.contains("others"), "{tables}");
    assert_eq!(data.documents("users").len(), 0);
}
