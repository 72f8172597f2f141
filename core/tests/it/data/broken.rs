//! Inputs that are damaged or not exports.

use convex_ops::source::{DataOptions, open_data};
use convex_ops::{ErrorKind, Result};
use serde_json::json;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::export::{Export, UNIFORM, Zip};
use super::{bigint, check_input, says, schema, table};

fn users() -> Export {
    let document = |n: u32| format!("{{\"n\": {n}.0, \"text\": \"some text {}\"}}", n * 7919);
    Export::default().table("users", &(0..2000).map(document).collect::<Vec<_>>())
}

fn open(bytes: &[u8]) -> Result<()> {
    check_input(&Zip::new(bytes).path(), &DataOptions::default(), &[]).map(drop)
}

/// Start of the last occurrence of `part` in `whole`.
fn last(whole: &[u8], part: &[u8]) -> usize {
    (0..=whole.len() - part.len()).rev().find(|start| whole[*start..].starts_with(part)).unwrap()
}

#[test]
fn truncated_zip_is_an_error() {
    let bytes = users().zip_bytes(SimpleFileOptions::default());
    assert!(open(&bytes).is_ok());
    for len in [2, 10, bytes.len() / 2, bytes.len() - 1] {
        let error = open(&bytes[..len]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{len}: {error}");
        says(&error, &["export.zip", "incomplete zip", "export or download it again"]);
    }
}

#[test]
fn damaged_entry_error_names_entry() {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut bytes = users().zip_bytes(stored);
    // One letter of a string: the JSON remains valid, and only the checksum detects it.
    let place = last(&bytes, b"some text");
    bytes[place] = b'S';
    let error = open(&bytes).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    says(&error, &["export.zip/users/documents.jsonl", "damaged", "hecksum"]);

    let mut bytes = users().zip_bytes(SimpleFileOptions::default());
    let data = 30 + "users/documents.jsonl".len();
    bytes[data + 200..data + 220].fill(0xff);
    let error = open(&bytes).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
    says(&error, &["export.zip/users/documents.jsonl"]);
}

/// Sets a two-byte field in the headers of the first entry, at these offsets in the local and the central header.
fn set(bytes: &mut [u8], local: usize, central: usize, value: u16) {
    let directory = (0..bytes.len()).find(|start| bytes[*start..].starts_with(b"PK\x01\x02")).unwrap();
    for place in [local, directory + central] {
        bytes[place..place + 2].copy_from_slice(&value.to_le_bytes());
    }
}

#[test]
fn unsupported_entry_error_names_entry() {
    let mut encrypted = users().zip_bytes(SimpleFileOptions::default());
    set(&mut encrypted, 6, 8, 1);
    says(&open(&encrypted).unwrap_err(), &["export.zip/users/documents.jsonl", "encrypted"]);

    let mut unknown = users().zip_bytes(SimpleFileOptions::default());
    set(&mut unknown, 8, 10, 97);
    let error = open(&unknown).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
    says(&error, &["export.zip/users/documents.jsonl", "compression method", "use deflate"]);
}

#[test]
fn escaping_entry_names_are_errors() {
    for name in ["../users/documents.jsonl", "/users/documents.jsonl", "a/../../b.txt", "C:\\x"] {
        // Written under a name of the same length, since the writer normalizes names.
        let placeholder = "p".repeat(name.len());
        let mut bytes = users().file(&placeholder, "").zip_bytes(SimpleFileOptions::default());
        while let Some(place) = bytes.windows(name.len()).position(|window| window == placeholder.as_bytes()) {
            bytes[place..place + name.len()].copy_from_slice(name.as_bytes());
        }
        let error = open(&bytes).unwrap_err();
        says(&error, &["export.zip", "escapes its folder", &name.escape_debug().to_string()]);
    }
    let near_miss = users().file("..users/x..txt", "").zip_bytes(SimpleFileOptions::default());
    assert!(open(&near_miss).is_ok());
}

#[test]
fn duplicate_table_files_are_an_error() {
    let export = users().file("copy/users/documents.jsonl", "{}\n");
    says(&export.check(&[]).unwrap_err(), &["contains the same table"]);
    assert!(users().file("copy/posts/documents.jsonl", "{}\n").check(&[]).is_ok());
}

#[test]
fn bad_line_is_located_and_the_rest_is_checked() {
    let found = |line: &str| {
        let documents = format!("{{\"n\": 1}}\n\n{line}\n{{\"n\": 2.0}}");
        let export =
            Export::default().file("users/documents.jsonl", &documents).file("users/generated_schema.jsonl", UNIFORM);
        let found = export.check(&[("", &schema(&[("users", json!({"n": bigint()}))]))]).unwrap();
        table(&found, "", "users").clone()
    };
    for line in ["{", "[]", "{\"a\": 1, \"a\": 1}", "{\"$a\": 1}"] {
        let users = found(line);
        assert_eq!((users.documents, users.refused, users.bad_lines.count), (2, 1, 1), "{line}");
        let place = users.bad_lines.first[0].position;
        assert_eq!((place.offset, place.line), (10, Some(3)), "{line}");
        assert!(!users.passes());
    }
    assert_eq!(found("{\"n\": 1}").bad_lines.count, 0);

    let bad_schema =
        Export::default().file("users/documents.jsonl", "").file("users/generated_schema.jsonl", "\"uni\"");
    says(&bad_schema.check(&[]).unwrap_err(), &["users/generated_schema.jsonl:1"]);
}

#[test]
fn non_exports_are_errors() {
    let zip = Zip::new(&Export::default().file("photo.png", "").zip_bytes(SimpleFileOptions::default()));
    let empty = tempfile::tempdir().unwrap();
    for input in [zip.path(), empty.path().to_string_lossy().into_owned()] {
        says(
            &open_data(&input, &DataOptions::default()).unwrap_err(),
            &["`<table>/documents.jsonl` not found", &input],
        );
    }
    let missing = empty.path().join("none.zip").to_string_lossy().into_owned();
    assert_eq!(open_data(&missing, &DataOptions::default()).unwrap_err().kind(), ErrorKind::NotFound);
    let odd = Export::default().file("my-table/documents.jsonl", "{}");
    says(&odd.check(&[]).unwrap_err(), &["invalid table name `my-table`"]);
}

#[cfg(unix)]
#[test]
fn link_to_parent_folder_is_visited_once() {
    let folder = users().folder();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    let outside = Export::default().table("posts", &["{}".to_owned()]).folder();
    std::os::unix::fs::symlink(outside.path().join("posts"), folder.path().join("posts")).unwrap();
    let schema = schema(&[("posts", json!({}))]);
    let found = check_input(&folder.path().to_string_lossy(), &DataOptions::default(), &[("", &schema)]).unwrap();
    assert_eq!(found.components[""].tables.keys().collect::<Vec<_>>(), ["posts", "users"]);
}
