//! Imports: formats, modes, table numbers and rejected files.

use super::{Data, FIRST_TIME, fails, zipped};
use convex_ops::api::imports::ImportFormat::{Csv, JsonArray, JsonLines, Zip};
use convex_ops::api::imports::ImportMode::{Append, Replace, ReplaceAll, RequireEmpty};
use convex_ops::value::DocumentId;
use serde_json::{Value, json};

fn id(table: u32, n: u8) -> String {
    DocumentId { table, internal: [n; 16] }.to_string()
}

#[test]
fn formats_are_parsed_into_documents() {
    let data = Data::new();
    assert_eq!(data.import(Some("a"), Csv, RequireEmpty, "name, age\nAda,36\n\"x,\ny\",nan\n"), Ok(2));
    assert_eq!(data.documents("a"), [json!({"name": "Ada", "age": 36.0}), json!({"name": "x,\ny", "age": null})]);
    let lines = "{\"n\": 1, \"big\": {\"$integer\": \"AQAAAAAAAAA=\"}}\n{}";
    assert_eq!(data.import(Some("b"), JsonLines, RequireEmpty, lines), Ok(2));
    let export = data.export();
    let first = export["b/documents.jsonl"].lines().next().unwrap();
    assert!(first.ends_with(",\"big\":1,\"n\":1.0}"), "{first}");
    assert_eq!(data.import(Some("c"), JsonArray, RequireEmpty, "[{\"n\": 1}, {\"n\": [true]}]"), Ok(2));
    assert_eq!(data.documents("c"), [json!({"n": 1.0}), json!({"n": [true]})]);
    let document = format!("{{\"_id\":\"{}\",\"_creationTime\":5.5,\"n\":1}}", id(10_050, 7));
    let zip = zipped(&[
        ("x/d/documents.jsonl", &document),
        ("x/d/generated_schema.jsonl", "\"uniform\"\n"),
        ("x/_scheduled_functions/documents.jsonl", "{}"),
    ]);
    assert_eq!(data.import(None, Zip, RequireEmpty, zip), Ok(1));
    assert_eq!(
        data.export()["d/documents.jsonl"],
        format!("{{\"_creationTime\":5.5,\"_id\":\"{}\",\"n\":1}}\n", id(10_050, 7))
    );
}

#[test]
fn missing_system_fields_are_filled_in() {
    let data = Data::new();
    data.lines("t", RequireEmpty, "{}\n{}\n");
    let export = data.export();
    let documents: Vec<Value> =
        export["t/documents.jsonl"].lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(documents.iter().all(|document| document["_creationTime"].as_f64().unwrap() >= FIRST_TIME));
    let number = |document: &Value| DocumentId::decode(document["_id"].as_str().unwrap()).unwrap().table;
    assert_eq!(documents.iter().map(number).collect::<Vec<_>>(), [10_001, 10_001]);
    assert_eq!(export["_tables/documents.jsonl"], "{\"id\":10001,\"name\":\"t\"}\n");
}

#[test]
fn mode_decides_about_existing_documents() {
    let data = Data::new();
    data.lines("t", RequireEmpty, "{\"n\": 1}");
    data.lines("other", RequireEmpty, "{\"o\": 1}");
    fails(
        data.import(Some("t"), JsonLines, RequireEmpty, "{}"),
        "Table t already exists. Please choose a new table name or use replace/append modes.",
    );
    data.lines("t", Append, "{\"n\": 2}");
    assert_eq!(data.documents("t"), [json!({"n": 1.0}), json!({"n": 2.0})]);
    data.lines("t", Replace, "{\"n\": 3}");
    assert_eq!((data.documents("t"), data.documents("other")), (vec![json!({"n": 3.0})], vec![json!({"o": 1.0})]));
    data.lines("t", ReplaceAll, "{\"n\": 4}");
    assert_eq!((data.documents("t"), data.documents("other").len()), (vec![json!({"n": 4.0})], 0));
    assert!(!data.export().contains_key("other/documents.jsonl"), "an unneeded table is deleted");
    data.lines("t", Replace, "");
    data.lines("t", RequireEmpty, "{\"n\": 5}");
    assert_eq!(data.documents("t"), [json!({"n": 5.0})]);
}

#[test]
fn failed_import_changes_nothing_and_returns_convex_error() {
    let data = Data::new();
    data.lines("t", RequireEmpty, "{\"n\": 1}");
    let before = data.export();
    let twice = format!("{{\"_id\": \"{0}\"}}\n{{\"_id\": \"{0}\"}}", id(10_001, 9));
    for (format, content, message) in [
        (JsonLines, "{\"n\": 2}\n{", "Row 2 wasn't valid JSON: EOF while parsing an object at line 1 column 1"),
        (JsonLines, "{}\n\n{}", "Row 2 wasn't valid JSON: EOF while parsing a value"),
        (JsonLines, "[]", "Row 1 wasn't an object"),
        (JsonLines, "{\"a\": {\"$price\": 1}}", "Row 1 wasn't a valid Convex value"),
        (JsonLines, "\u{feff}{}", "UTF-8 BOM is not supported. Please save your file without BOM."),
        (JsonLines, "{\"_id\": \"x\"}", "invalid _id 'x'"),
        (JsonLines, "{\"_x\": 1}", "Field '_x' starts with an underscore"),
        (JsonLines, &twice, "Objects in table \"t\" have duplicate _id fields"),
        (JsonArray, "{}", "Not a JSON array"),
        (JsonArray, "[", "Not valid JSON: EOF while parsing"),
        (JsonArray, "[1]", "Row 1 wasn't an object"),
        (Csv, "a,b\n1\n", "CSV row 2 doesn't have all of the fields in the header"),
        (Csv, "$a\n1\n", "CSV header \"$a\" isn't a valid field name"),
    ] {
        fails(data.import(Some("t"), format, Replace, content), message);
        fails(data.import(Some("t"), format, Append, content), message);
    }
    fails(data.import(None, Zip, Replace, "PK"), "invalid zip file");
    assert_eq!(data.export(), before);
    data.platform().admin().check_store().unwrap();
}

#[test]
fn duplicate_id_is_rejected() {
    let data = Data::new();
    let document = format!("{{\"_id\": \"{}\"}}", id(10_001, 1));
    data.lines("t", RequireEmpty, &document);
    fails(data.import(Some("t"), JsonLines, Append, &document), "Objects in table \"t\" have duplicate _id fields");
    let other = format!("{{\"_id\": \"{}\"}}", id(10_001, 2));
    data.lines("t", Append, &other);
    assert_eq!(data.documents("t").len(), 2);
}

#[test]
fn table_number_conflicts_are_rejected() {
    let data = Data::new();
    data.lines("a", RequireEmpty, "{}");
    let of_a = format!("{{\"_id\": \"{}\"}}", id(10_001, 1));
    fails(
        data.import(Some("b"), JsonLines, RequireEmpty, &of_a),
        "New table `b` has IDs that conflict with existing table `a`. To delete all existing tables, import with `npx \
         convex import --replace-all`.",
    );
    let mixed = format!("{{\"_id\": \"{}\"}}\n{{\"_id\": \"{}\"}}", id(10_009, 1), id(10_008, 1));
    fails(
        data.import(Some("b"), JsonLines, RequireEmpty, &mixed),
        &format!("_id {} cannot be imported", id(10_008, 1)),
    );
    let elsewhere = format!("{{\"_id\": \"{}\"}}", id(10_009, 1));
    fails(
        data.import(Some("a"), JsonLines, Append, &elsewhere),
        "table a wants table number 10009 but was already assigned 10001",
    );
    data.lines("a", Replace, &elsewhere);
    assert_eq!(data.export()["_tables/documents.jsonl"], "{\"id\":10009,\"name\":\"a\"}\n");
    let swapped = |a, b| {
        let list = format!("{{\"name\": \"a\", \"id\": {a}}}\n{{\"name\": \"b\", \"id\": {b}}}");
        zipped(&[("_tables/documents.jsonl", &list), ("a/documents.jsonl", "{}"), ("b/documents.jsonl", "{}")])
    };
    assert_eq!(data.import(None, Zip, Replace, swapped(10_001, 10_002)), Ok(2));
    assert_eq!(data.import(None, Zip, Replace, swapped(10_002, 10_001)), Ok(2));
    fails(data.import(None, Zip, Replace, swapped(10_002, 10_002)), "conflict between `a` and `b` with number 10002");
}

#[test]
fn upload_is_checked_confirmed_and_imported() {
    let data = Data::new();
    data.lines("t", RequireEmpty, "{\"n\": 1}");
    let upload = data.call("startImportUpload", json!({}))["uploadToken"].clone();
    let part = |number: u32, content: &str| {
        let content = convex_ops::api::Bytes(content.as_bytes().to_vec());
        data.call("uploadImportPart", json!({"uploadToken": upload, "partNumber": number, "content": content}))
    };
    let (second, lost, first) = (part(2, "\": 3}\n"), part(1, "lost"), part(1, "{\"n\": 2}\n{\"n"));
    let import = json!({"tableName": "t", "mode": "replace", "format": "jsonLines"});
    let finish = |tokens: Value| json!({"import": import, "uploadToken": upload, "partTokens": tokens});
    for wrong in [json!([first, lost]), json!([first, first])] {
        let error = data.try_call("finishImportUpload", finish(wrong)).unwrap_err();
        assert_eq!(error.code(), Some("InvalidPartToken"));
    }
    let import = data.call("finishImportUpload", finish(json!([first, second])))["importId"].clone();
    assert_eq!(data.documents("t"), [json!({"n": 1.0})], "nothing is imported before the confirmation");
    data.call("performImport", json!({"importId": import}));
    assert_eq!(data.documents("t"), [json!({"n": 2.0}), json!({"n": 3.0})]);
    data.call("performImport", json!({"importId": import}));
    let error = data.try_call("cancelImport", json!({"importId": import})).unwrap_err();
    assert_eq!(error.code(), Some("CannotCancelImport"));
}

#[test]
fn cancelled_import_changes_nothing() {
    let data = Data::new();
    let upload = data.call("startImportUpload", json!({}))["uploadToken"].clone();
    let content = convex_ops::api::Bytes(b"{}".to_vec());
    let part = data.call("uploadImportPart", json!({"uploadToken": upload, "partNumber": 1, "content": content}));
    let import = json!({"tableName": "t", "format": "jsonLines"});
    let finish = json!({"import": import, "uploadToken": upload, "partTokens": [part]});
    let import = data.call("finishImportUpload", finish)["importId"].clone();
    data.call("cancelImport", json!({"importId": import}));
    data.call("performImport", json!({"importId": import}));
    assert_eq!(data.documents("t").len(), 0);
}
