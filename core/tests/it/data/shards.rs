//! Checks exports in shards through the API of the bindings: any sharding produces the report of one pass.

use std::collections::BTreeSet;

use convex_ops::wire;
use serde_json::{Value as Json, json};

use super::export::{Export, Zip};
use super::id;

/// A schema that rejects some of the documents below.
fn schema(name: &str) -> Json {
    let field = |validator: Json| json!({"fieldType": validator, "optional": false});
    let user = json!({"type": "object", "value": {
        "name": field(json!({"type": name})),
        "boss": field(json!({"type": "union", "value": [{"type": "null"}, {"type": "id", "tableName": "users"}]})),
    }});
    let note = json!({"type": "object", "value": {"text": field(json!({"type": "string"}))}});
    let tables = [("users", user), ("notes", note), ("empty", json!({"type": "any"}))];
    let tables = tables.map(|(name, document)| json!({"tableName": name, "indexes": [], "documentType": document}));
    json!({"schemaValidation": true, "tables": tables})
}

/// Documents of every kind: valid, rejected, malformed, neighbors with one ID, and no line feed at the end.
fn users() -> String {
    let boss = id(10_001, 1);
    let lines = [
        format!("{{\"_id\": \"{boss}\", \"name\": \"Ada\", \"boss\": null}}"),
        format!("{{\"_id\": \"{}\", \"name\": 7.0, \"boss\": \"{boss}\"}}", id(10_001, 3)),
        String::new(),
        format!("{{\"_id\": \"{}\", \"name\": \"é\", \"boss\": \"{}\"}}", id(10_001, 2), id(10_002, 1)),
        format!("{{\"_id\": \"{}\", \"name\": \"b\", \"boss\": null}}", id(10_001, 2)),
        "{\"name\": ".to_owned(),
        "{\"name\": \"c\", \"boss\": null, \"age\": 1}".to_owned(),
    ];
    lines.join("\n")
}

fn tables() -> String {
    "{\"name\": \"users\", \"id\": 10001}\n{\"name\": \"notes\", \"id\": 10002}\n{\"name\": \"gone\", \"id\": 10003}\n"
        .to_owned()
}

const NOTES: &str = "{\"text\": 1.0}\n{\"text\": \"\"}\n";

fn export() -> Export {
    Export::default()
        .file("_tables/documents.jsonl", &tables())
        .file("users/documents.jsonl", &users())
        .file("users/generated_schema.jsonl", "\"uniform\"\n")
        .file("notes/documents.jsonl", NOTES)
        .file("notes/generated_schema.jsonl", "\"uniform\"\n")
}

/// The response as text.
fn ask(operation: &str, request: &Json) -> String {
    wire::call(operation, &request.to_string())
}

fn ok(operation: &str, request: &Json) -> Json {
    let answer: Json = serde_json::from_str(&ask(operation, request)).unwrap();
    answer.get("ok").unwrap_or_else(|| panic!("{operation}: {answer}")).clone()
}

/// The message of an error, which must have a path and help.
fn refused(operation: &str, request: &Json) -> (String, String) {
    let answer: Json = serde_json::from_str(&ask(operation, request)).unwrap();
    let error = answer.get("error").unwrap_or_else(|| panic!("{operation}: {answer}"));
    assert_eq!(error["kind"], "invalidInput", "{error}");
    assert!(error["help"].is_string(), "{error}");
    let place = error["location"]["file"].as_str().or(error["location"]["path"].as_str()).unwrap_or_default();
    (place.to_owned(), error["message"].as_str().unwrap().to_owned())
}

fn report(data: &Json) -> String {
    let (schema, options) = (schema("string"), json!({"now": 0, "values": true}));
    ask("check", &json!({"baseline": schema, "candidate": schema, "data": data, "options": options}))
}

fn part(data: &Json, shard: &Json) -> Json {
    ok("checkData", &json!({"schema": schema("string"), "data": data, "shard": shard}))
}

fn merged(parts: &[&Json]) -> Json {
    ok("mergeData", &json!({ "parts": parts }))
}

fn of_users(start: usize, end: Option<usize>) -> Json {
    let mut shard = json!({"table": "users", "start": start});
    if let Some(end) = end {
        shard["end"] = end.into();
    }
    shard
}

#[test]
fn any_cut_of_a_file_matches_one_pass() {
    let folder = export().folder();
    let data = json!({"path": folder.path()});
    let whole = report(&data);
    for word in ["line 6: ", "no-union-member", "the id of the one before: line 5", "gone"] {
        assert!(whole.contains(word), "no `{word}` in {whole}");
    }
    let notes = part(&data, &json!({"table": "notes"}));
    let mut seen = BTreeSet::new();
    for cut in 0..=users().len() {
        let (one, two) = (part(&data, &of_users(0, Some(cut))), part(&data, &of_users(cut, None)));
        assert_eq!(report(&json!({"parts": [two, notes, one]})), whole, "cut at byte {cut}");
        let left = merged(&[&merged(&[&one, &two]), &notes]);
        seen.insert(left.to_string());
        seen.insert(merged(&[&notes, &merged(&[&two, &one])]).to_string());
        assert_eq!(report(&json!({"parts": [left]})), whole, "cut at byte {cut}");
    }
    let at_once = part(&data, &Json::Null).to_string();
    assert_eq!(Vec::from_iter(seen), [at_once], "the merged part depends on the cut or the order");
}

#[test]
fn small_zip_shards_match_one_pass() {
    let zip = Zip::new(&export().zip_bytes(Default::default()));
    let data = json!({"path": zip.path()});
    let ends = (0..users().len()).step_by(11);
    let mut parts: Vec<_> = ends.map(|start| part(&data, &of_users(start, Some(start + 11)))).collect();
    parts.push(part(&data, &json!({"table": "notes", "end": 5})));
    parts.push(part(&data, &json!({"table": "notes", "start": 5})));
    parts.rotate_left(7);
    assert_eq!(report(&json!({"parts": parts})), report(&data));
}

#[test]
fn external_shards_are_checked_by_offset() {
    let users = users();
    let text = |table: &str, documents: &str| json!({"table": table, "documents": documents});
    let whole = json!({"tables": [text("_tables", &tables()), text("users", &users), text("notes", NOTES)]});
    let shard = |start: usize, end: usize| {
        let mut shard = text("users", &users[start..end]);
        (shard["start"], shard["fileBytes"]) = (start.into(), users.len().into());
        part(&json!({"tables": [text("_tables", &tables()), shard]}), &Json::Null)
    };
    let notes = part(&json!({"tables": [text("_tables", &tables()), text("notes", NOTES)]}), &Json::Null);
    for (feed, _) in users.match_indices('\n') {
        let parts = [&shard(feed + 1, users.len()), &notes, &shard(0, feed + 1)];
        assert_eq!(report(&json!({ "parts": parts })), report(&whole), "cut after byte {feed}");
    }
}

#[test]
fn gaps_and_overlaps_are_errors_with_table_and_bytes() {
    let folder = export().folder();
    let data = json!({"path": folder.path()});
    let len = users().len();
    let check = |parts: &[&Json]| {
        let request = json!({"baseline": schema("string"), "candidate": schema("string"), "data": {"parts": parts}});
        refused("check", &request)
    };
    let all = part(&data, &Json::Null);
    let notes = part(&data, &json!({"table": "notes"}));
    let (start, end) = (part(&data, &of_users(0, Some(1))), part(&data, &of_users(200, None)));
    let first = users().find('\n').unwrap() + 1;
    let second = users()[200..].find('\n').unwrap() + 201;
    let gap = |from, to| ("users".to_owned(), format!("no part contains the bytes {from} to {to} of the documents"));
    assert_eq!(check(&[&start, &notes]), gap(first, len));
    assert_eq!(check(&[&start, &end, &notes]), gap(first, second));
    assert_eq!(check(&[&end, &notes]), gap(0, second));
    assert_eq!(check(&[&notes]), gap(0, len));

    let twice = ("users".to_owned(), format!("bytes 0 to {first} of a table were already checked"));
    assert_eq!(refused("mergeData", &json!({"parts": [start, start]})), twice);
    assert_eq!(check(&[&start, &end, &start]), twice);
    assert_eq!(check(&[&all, &start]), twice);
    assert_eq!(refused("mergeData", &json!({"parts": [all, all]})).1, "bytes 0 to 27 of a table were already checked");
}

#[test]
fn unrelated_parts_do_not_merge() {
    let folder = export().folder();
    let data = json!({"path": folder.path()});
    let one = part(&data, &of_users(0, Some(9)));
    let two = ok("checkData", &json!({"schema": schema("bigint"), "data": data, "shard": of_users(9, None)}));
    let different = ("users".to_owned(), "cannot merge parts of different checks".to_owned());
    assert_eq!(refused("mergeData", &json!({"parts": [one, two]})), different);
    let other = schema("bigint");
    let check = json!({"baseline": other, "candidate": other, "data": {"parts": [part(&data, &Json::Null)]}});
    let another = ("users".to_owned(), "the documents were checked against another schema".to_owned());
    assert_eq!(refused("check", &check), another);

    let longer = export().file("users/documents.jsonl", &(users() + "\n")).folder();
    let two = part(&json!({"path": longer.path()}), &of_users(9, None));
    let (place, message) = refused("mergeData", &json!({"parts": [one, two]}));
    assert_eq!(place, "users");
    assert_eq!(
        message,
        format!("one part belongs to a file of {} bytes, another to a file of {}", users().len(), users().len() + 1)
    );

    let renumbered = Export::default().file("users/documents.jsonl", &users()).folder();
    let two = part(&json!({"path": renumbered.path()}), &of_users(9, None));
    let numbers = "the parts were checked with different table numbers";
    assert_eq!(refused("mergeData", &json!({"parts": [one, two]})), (".parts[1]".to_owned(), numbers.to_owned()));
    let alone = part(&json!({"path": folder.path().join("users/documents.jsonl")}), &of_users(9, None));
    let exports = "cannot merge parts of different exports";
    assert_eq!(refused("mergeData", &json!({"parts": [one, alone]})), (".parts[1]".to_owned(), exports.to_owned()));
}

#[test]
fn damaged_part_is_an_error() {
    let folder = export().folder();
    let good = part(&json!({"path": folder.path()}), &Json::Null);
    let text = good.as_str().unwrap();
    let place = |text: &str| refused("mergeData", &json!({"parts": [good, text]}));
    let expected = (".parts[1]".to_owned(), "not a part of a check, or damaged".to_owned());
    for at in (0..text.len()).step_by(7) {
        assert_eq!(place(&text[..at]), expected, "cut at {at}");
        let changed = format!("{}#{}", &text[..at], &text[at + 1..]);
        let (place, message) = place(&changed);
        let versions = message.starts_with("the part was written by version ");
        assert!(place == expected.0 && (message == expected.1 || versions), "changed at {at}: {message}");
    }
    let more = text.replacen("\"documents\":", "\"documents\":1", 1);
    assert_eq!(place(&more), expected);
    assert_eq!(place("{}"), expected);
    let version = env!("CARGO_PKG_VERSION");
    let other = place(&text.replacen(version, "0.0.7", 1)).1;
    assert_eq!(other, format!("the part was written by version 0.0.7, not {version}"));
    let none = (".parts".to_owned(), "missing parts".to_owned());
    assert_eq!(refused("mergeData", &json!({"parts": []})), none);
    assert_eq!(merged(&[&good]), good);
}

#[test]
fn invalid_shard_is_an_error() {
    let shard = |start: u64, bytes: Option<u64>, documents: &str| {
        let mut table = json!({"table": "users", "documents": documents, "start": start});
        if let Some(bytes) = bytes {
            table["fileBytes"] = bytes.into();
        }
        json!({"schema": schema("string"), "data": {"tables": [table]}})
    };
    let message = |request: &Json| refused("checkData", request).1;
    assert_eq!(message(&shard(5, None, "{}\n")), "missing length of the shard's file");
    assert_eq!(message(&shard(5, Some(10), "{}")), "the shard ends inside a line, at byte 7 of its file");
    let longer = "a shard of 3 bytes that starts at byte 5 is longer than its file of 7";
    assert_eq!(message(&shard(5, Some(7), "{}\n")), longer);
    assert!(message(&shard(u64::MAX, Some(u64::MAX), "{}\n")).contains("is longer than its file"));
    for good in [shard(5, Some(8), "{}\n"), shard(5, Some(7), "{}"), shard(5, Some(10), "{}\n"), shard(0, None, "{}")] {
        ok("checkData", &good);
    }
    let folder = export().folder();
    let data = json!({"path": folder.path()});
    let none = json!({"schema": schema("string"), "data": data, "shard": {"table": "user"}});
    assert_eq!(message(&none), "documents of table `user` not found");
    let sorted = json!({"schema": schema("string"), "data": data, "reading": {"duplicateIds": true}});
    assert_eq!(refused("checkData", &sorted).0, ".reading.duplicateIds");
}
