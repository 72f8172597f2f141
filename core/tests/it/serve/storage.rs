//! Stored files of apps over HTTP.

use convex_ops::api::Bytes;
use convex_ops::api::imports::{ImportData, ImportFormat, ImportMode, ImportRequest};
use convex_ops::embedded::Caller;
use convex_ops::serve::ServeOptions;
use serde_json::json;

use super::{Serving, ask};
use crate::embedded::data::zipped_bytes;

const ID: &str = "0g4gj289144gj289144gj289144s830";
const UUID: &str = "3f0c7a52-9a53-4c0e-8f9d-6f2b1c2d3e4f";

/// Content of the file: more than two stored pieces.
fn content() -> String {
    (0..300_000).map(|n| format!("{n:07}\n")).collect()
}

/// A deployment with one stored file. Returns its address.
fn with_file(serving: &Serving) -> String {
    let (name, url) = serving.deployment("dev");
    let key = Caller::with_token(serving.key(&name, &json!({ "name": "all" }))).on(name);
    let metadata = json!({ "_id": ID, "internalId": UUID, "contentType": "text/plain; charset=utf-8" }).to_string();
    let zip = zipped_bytes(&[
        ("_storage/documents.jsonl".to_owned(), metadata.into_bytes()),
        (format!("_storage/{ID}.txt"), content().into_bytes()),
    ]);
    let import =
        ImportRequest { table_name: None, component_path: None, format: ImportFormat::Zip, mode: ImportMode::Replace };
    serving.server().platform().call(&key, ImportData { import, content: Bytes(zip) }).unwrap();
    url
}

#[test]
fn stored_file_is_served_with_headers_of_convex() {
    let serving = Serving::start(ServeOptions::default());
    let url = with_file(&serving);
    let content = content();
    for uuid in [UUID.to_owned(), UUID.to_uppercase()] {
        let answer = ask(&url, "GET", &format!("/api/storage/{uuid}"), &[], "");
        assert_eq!((answer.status, answer.body == content), (200, true));
        assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
        assert_eq!(answer.header("content-length"), Some(content.len().to_string().as_str()));
        assert_eq!(answer.header("cache-control"), Some("private, max-age=2592000"));
        assert_eq!(answer.header("accept-ranges"), Some("bytes"));
        assert!(answer.header("digest").unwrap().starts_with("sha-256="), "{:?}", answer.header("digest"));
    }
}

#[test]
fn ranges_of_a_stored_file_are_served() {
    let serving = Serving::start(ServeOptions::default());
    let url = with_file(&serving);
    let content = content();
    let (size, path) = (content.len(), format!("/api/storage/{UUID}"));
    let get = |range: &str| ask(&url, "GET", &path, &[("range", range)], "");
    // Within a piece, over two borders of pieces, at the end, one byte.
    for (start, end) in
        [(0, 9), (1_048_570, 1_048_585), (1_000_000, 2_200_000), (size - 3, size - 1), (1_048_576, 1_048_576)]
    {
        let answer = get(&format!("bytes={start}-{end}"));
        assert_eq!((answer.status, answer.body == content[start..=end]), (206, true), "{start}-{end}");
        assert_eq!(answer.header("content-range"), Some(format!("bytes {start}-{end}/{size}").as_str()));
        assert_eq!(answer.header("digest"), None);
    }
    assert_eq!(get("bytes=-8").body, "0299999\n");
    assert_eq!(get(&format!("bytes={}-", size - 8)).body, "0299999\n");
    for unsatisfiable in [format!("bytes={size}-"), "bytes=0-1,3-4".to_owned()] {
        let answer = get(&unsatisfiable);
        assert_eq!((answer.status, answer.body.as_str()), (416, ""), "{unsatisfiable}");
        assert_eq!(answer.header("content-range"), Some(format!("bytes */{size}").as_str()));
    }
}

#[test]
fn missing_and_invalid_files_are_reported() {
    let serving = Serving::start(ServeOptions::default());
    let url = with_file(&serving);
    let (_, other) = serving.deployment("dev");
    let code = |url: &str, path: &str| {
        let answer = ask(url, "GET", path, &[], "");
        (answer.status, answer.code())
    };
    assert_eq!(code(&url, "/api/storage/x"), (400, "InvalidStoragePath".to_owned()));
    let unknown = "/api/storage/3f0c7a52-9a53-4c0e-8f9d-000000000000";
    assert_eq!(code(&url, unknown), (404, "FileNotFound".to_owned()));
    assert_eq!(code(&other, &format!("/api/storage/{UUID}")), (404, "FileNotFound".to_owned()));
}
