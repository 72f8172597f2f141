//! Zips, folders, single files and streams; both forms of `generated_schema.jsonl`.

use std::io::Cursor;

use convex_ops::ErrorKind;
use convex_ops::source::{DataOptions, check_data, open_data, open_data_stream};
use serde_json::json;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::export::{Export, Zip};
use super::{bigint, check_input, check_source, groups, id, number, says, schema, table};

fn document(table: u32, number: u8, fields: &str) -> String {
    format!("{{\"_creationTime\": 1.0, \"_id\": \"{}\", {fields}}}", id(table, number))
}

#[test]
fn components_use_their_own_schemas() {
    let export = Export::default()
        .file("snapshot_1/README.md", "# Welcome")
        .table("snapshot_1/_tables", &[json!({"name": "users", "id": 10_001}).to_string()])
        .table("snapshot_1/users", &[document(10_001, 1, "\"age\": 1.0"), document(10_001, 2, "\"age\": 1")])
        .table("snapshot_1/_components/mail/_tables", &[json!({"name": "users", "id": 10_001}).to_string()])
        .table("snapshot_1/_components/mail/users", &[document(10_001, 1, "\"age\": 1")])
        .table("snapshot_1/_components/mail/_components/pool/jobs", &[document(10_001, 1, "\"n\": 1")])
        .table("snapshot_1/_components/other/things", &[document(10_001, 1, "\"n\": 1")]);
    let (root, mail) = (schema(&[("users", json!({"age": number()}))]), schema(&[("users", json!({"age": bigint()}))]));
    let pool = schema(&[("jobs", json!({"n": number()}))]);
    let found = export.check(&[("", &root), ("mail", &mail), ("mail/pool", &pool)]).unwrap();

    assert_eq!(groups(table(&found, "", "users")), [(".age", "wrong-type", 1)]);
    assert_eq!(table(&found, "", "users").groups[0].samples[0].id, Some(id(10_001, 2)));
    assert!(table(&found, "mail", "users").passes());
    assert_eq!(groups(table(&found, "mail/pool", "jobs")), [(".n", "wrong-type", 1)]);
    let other = table(&found, "other", "things");
    assert_eq!((other.documents, other.checked, other.passes()), (1, false, false));
    assert_eq!(found.components.keys().collect::<Vec<_>>(), ["", "mail", "mail/pool", "other"]);
    assert_eq!(found.notes, [""; 0]);
}

#[test]
fn unlisted_tables_are_empty() {
    let users = schema(&[("users", json!({})), ("posts", json!({}))]);
    let listed = Export::default().table("_tables", &["{\"name\": \"users\", \"id\": 10001}".to_owned()]);
    let found = listed.table("users", &[]).check(&[("", &users)]).unwrap();
    assert!(table(&found, "", "posts").passes() && table(&found, "", "users").passes());

    let found = Export::default().table("users", &[]).check(&[("", &users)]).unwrap();
    assert_eq!(found.table("", "posts"), None, "`posts` may exist without a table list");

    let part = Export::default().table("_tables", &["{\"name\": \"posts\", \"id\": 10001}".to_owned()]);
    let found = part.table("users", &[]).check(&[("", &users)]).unwrap();
    assert_eq!(found.table("", "posts"), None);
    assert_eq!(found.notes, ["the table `posts` exists, but the input lacks its documents: not checked"]);
}

#[test]
fn system_tables_are_skipped() {
    let export = Export::default().table("_storage", &[document(10_005, 1, "\"size\": 1.0")]).table("_crons", &[]);
    let found = export.table("users", &[]).check(&[]).unwrap();
    assert_eq!(found.components[""].tables.keys().collect::<Vec<_>>(), ["users"]);
}

#[test]
fn legacy_documents_use_shape_and_overrides() {
    let shape = r#"{"_creationTime": normalfloat64, "_id": id<10001>, "age": int64, "any": unknown}"#;
    let context = json!({id(10_001, 1): {"any": "int64"}});
    let generated = format!("{}\n{context}\n", serde_json::to_string(shape).unwrap());
    let documents = [(1, "\"age\": \"7\", \"any\": \"7\""), (2, "\"age\": \"8\", \"any\": \"7\"")]
        .map(|(number, fields)| document(10_001, number, fields));
    let export = Export::default()
        .file("users/documents.jsonl", &documents.join("\n"))
        .file("users/generated_schema.jsonl", &generated);
    let users = schema(&[("users", json!({"age": bigint(), "any": bigint()}))]);
    let found = export.check(&[("", &users)]).unwrap();
    assert_eq!(groups(table(&found, "", "users")), [(".any", "wrong-type", 1)]);
    assert_eq!(table(&found, "", "users").groups[0].samples[0].value, Some(json!("7")), "text, without an override");

    let folder = export.folder();
    let file = folder.path().join("users/documents.jsonl");
    let alone = check_input(&file.to_string_lossy(), &DataOptions::default(), &[("", &users)]).unwrap();
    assert_eq!(groups(table(&alone, "", "users")), [(".any", "wrong-type", 1)], "the adjacent file is used");
}

#[test]
fn missing_generated_schema_reads_floats_and_notes_once() {
    let documents = "{\"n\": 1}\n{\"n\": {\"$integer\": \"AQAAAAAAAAA=\"}}\n";
    let export = Export::default().file("a/documents.jsonl", documents).file("b/documents.jsonl", documents);
    let both = schema(&[("a", json!({"n": number()})), ("b", json!({"n": bigint()}))]);
    let found = export.check(&[("", &both)]).unwrap();
    assert_eq!(groups(table(&found, "", "a")), [(".n", "wrong-type", 1)]);
    assert_eq!(groups(table(&found, "", "b")), [(".n", "wrong-type", 1)]);
    assert_eq!(table(&found, "", "a").groups[0].samples[0].position.line, Some(2));
    assert_eq!(table(&found, "", "b").groups[0].samples[0].position.line, Some(1));
    assert_eq!(found.notes.len(), 1);
    assert!(found.notes[0].contains("`a` and 1 more"), "{}", found.notes[0]);
}

#[test]
fn single_file_uses_export_encoding() {
    let folder =
        Export::default().file("users/documents.jsonl", "{\"n\": 1}\n").file("x.jsonl", "{\"n\": 1}\n").folder();
    let users = schema(&[("users", json!({"n": bigint()}))]);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let found = check_input(&path("users/documents.jsonl"), &DataOptions::default(), &[("", &users)]).unwrap();
    assert!(table(&found, "", "users").passes() && found.notes.is_empty());

    let options = DataOptions { table: Some("users".to_owned()), ..DataOptions::default() };
    let found = check_input(&path("x.jsonl"), &options, &[("", &users)]).unwrap();
    assert!(table(&found, "", "users").passes());

    let other = schema(&[("posts", json!({}))]);
    let error = check_input(&path("users/documents.jsonl"), &DataOptions::default(), &[("", &other)]).unwrap_err();
    says(&error, &["table `users` of the documents not found", "option `table`"]);
    let options = DataOptions { component: Some("mail".to_owned()), ..DataOptions::default() };
    let found = check_input(&path("users/documents.jsonl"), &options, &[("mail", &users), ("", &other)]).unwrap();
    assert!(table(&found, "mail", "users").passes());
    let options = DataOptions { table: Some("a b".to_owned()), ..DataOptions::default() };
    says(&open_data(&path("x.jsonl"), &options).unwrap_err(), &["invalid table name `a b`"]);
}

#[test]
fn single_file_component_is_derived_from_path() {
    let folder = Export::default().file("_components/mail/users/documents.jsonl", "{\"n\": 1}\n").folder();
    let path = folder.path().join("_components/mail/users/documents.jsonl");
    let found = check_input(&path.to_string_lossy(), &DataOptions::default(), &[]).unwrap();
    assert_eq!(table(&found, "mail", "users").documents, 1);
}

#[test]
fn stream_is_zip_or_documents_of_one_table() {
    let users = schema(&[("users", json!({"n": bigint()}))]);
    let options = DataOptions { table: Some("users".to_owned()), ..DataOptions::default() };
    let lines = Cursor::new("\n{\"n\": 1}\n{\"n\": 1.0}\n");
    let mut source = open_data_stream(lines.clone(), "standard input", &options).unwrap();
    let found = check_source(&mut source, &[("", &users)]).unwrap();
    assert_eq!((table(&found, "", "users").documents, table(&found, "", "users").refused), (2, 1));
    assert_eq!(table(&found, "", "users").groups[0].samples[0].position.line, Some(3));

    let error = open_data_stream(lines, "standard input", &DataOptions::default()).unwrap_err();
    says(&error, &["standard input", "option `table`"]);

    let bytes = Export::default().table("users", &["{\"n\": 1}".to_owned()]).zip_bytes(SimpleFileOptions::default());
    let mut source = open_data_stream(Cursor::new(bytes), "standard input", &DataOptions::default()).unwrap();
    assert!(table(&check_source(&mut source, &[("", &users)]).unwrap(), "", "users").passes());
}

#[test]
fn stored_and_zip64_entries_are_read() {
    let export = Export::default().table("users", &["{\"n\": 1}".to_owned()]);
    let users = schema(&[("users", json!({"n": bigint()}))]);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    // `large_file` writes the zip64 form of an entry.
    for options in [stored, SimpleFileOptions::default().large_file(true)] {
        let zip = Zip::new(&export.zip_bytes(options));
        let found = check_input(&zip.path(), &DataOptions::default(), &[("", &users)]).unwrap();
        assert!(table(&found, "", "users").passes());
    }
}

#[test]
fn progress_spans_tables_and_can_cancel() {
    let documents: Vec<_> = (0..50_000).map(|n| format!("{{\"n\": {n}, \"pad\": \"{}\"}}", "x".repeat(50))).collect();
    let export = Export::default().table("a", &documents).table("b", &documents[..1]);
    let folder = export.folder();
    let mut source = open_data(&folder.path().to_string_lossy(), &DataOptions::default()).unwrap();
    let mut seen = Vec::new();
    check_data(&mut source, &[].into(), &mut |progress| {
        seen.push((progress.table.to_owned(), progress.documents, progress.bytes, progress.total_bytes));
        Ok(())
    })
    .unwrap();
    assert!(seen.len() > 3 && seen.windows(2).all(|pair| pair[0].2 < pair[1].2));
    assert!(["a", "b"].iter().all(|table| seen.iter().any(|(seen, ..)| seen == table)));
    let (_, documents, bytes, total) = seen.pop().unwrap();
    assert_eq!((documents, Some(bytes)), (50_001, total));

    let mut left = 2;
    let error = check_data(&mut source, &[].into(), &mut |_| {
        left -= 1;
        if left == 0 { Err(convex_ops::Error::new(ErrorKind::Cancelled, "cancelled")) } else { Ok(()) }
    });
    assert_eq!((error.unwrap_err().kind(), left), (ErrorKind::Cancelled, 0));
}

#[test]
fn thread_count_does_not_change_result() {
    let document = |table: u32, n: u32| {
        let value = if n.is_multiple_of(97) { "\"text\"" } else { "1.0" };
        format!("{{\"_id\": \"{}\", \"n\": {value}, \"pad\": \"{}\"}}", id(table, (n / 2) as u8), "x".repeat(80))
    };
    let documents = |table, count| (0..count).map(|n| document(table, n)).collect::<Vec<_>>();
    let export = Export::default()
        .table("a", &documents(10_001, 40_000))
        .table("b", &documents(10_002, 3))
        .table("c", &[])
        .table("d", &documents(10_003, 20_000));
    let fields = json!({"n": number(), "pad": {"type": "string"}});
    let schema = schema(&["a", "b", "c", "d"].map(|table| (table, fields.clone())));
    let folder = export.folder();
    let found = [1, 2, 5].map(|threads| {
        let options = DataOptions { threads: Some(threads), ..DataOptions::default() };
        check_input(&folder.path().to_string_lossy(), &options, &[("", &schema)]).unwrap()
    });
    let a = table(&found[0], "", "a");
    assert_eq!((a.documents, a.refused, a.repeated_ids.count), (40_000, 413, 20_000));
    assert!(found[1] == found[0] && found[2] == found[0]);
}
