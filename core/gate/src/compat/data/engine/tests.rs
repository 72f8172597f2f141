//! Documents that the engine must recognise, since the plain validator is ten times slower, and documents that it must
//! leave alone.

use super::*;
use crate::schema::Validator;
use crate::value::{DocumentId, Encoding, Tables};

const THING: &str = r#"{"type": "object", "value": {
    "any": {"fieldType": {"type": "any"}, "optional": true},
    "bytes": {"fieldType": {"type": "bytes"}, "optional": true},
    "file": {"fieldType": {"type": "id", "tableName": "_storage"}, "optional": true},
    "float": {"fieldType": {"type": "number"}, "optional": true},
    "int": {"fieldType": {"type": "bigint"}, "optional": true},
    "kind": {"fieldType": {"type": "union", "value": [
        {"type": "literal", "value": "a"}, {"type": "literal", "value": 1}, {"type": "null"}]}, "optional": true},
    "owner": {"fieldType": {"type": "id", "tableName": "users"}, "optional": true},
    "scores": {"fieldType": {"type": "record", "keys": {"type": "string"},
        "values": {"fieldType": {"type": "number"}, "optional": false}}, "optional": true},
    "shape": {"fieldType": {"type": "union", "value": [
        {"type": "object", "value": {"r": {"fieldType": {"type": "number"}, "optional": false}}},
        {"type": "object", "value": {"h": {"fieldType": {"type": "number"}, "optional": false},
                                     "w": {"fieldType": {"type": "number"}, "optional": false}}}]}, "optional": true},
    "text": {"fieldType": {"type": "string"}, "optional": false}
}}"#;

fn engine() -> Engine {
    let mut tables = Tables::from_iter([("users", 10_001)]);
    tables.unnumbered("_storage");
    Engine::new(Some(&Validator::parse(THING).unwrap()), &tables, Encoding::Export)
}

fn id(table: u32) -> String {
    DocumentId { table, internal: [3; 16] }.to_string()
}

/// Returns the end of the line, its id, and the number of unverified ids.
fn read(line: &str) -> Option<(usize, Option<String>, usize)> {
    let engine = engine();
    let mut recogniser = engine.read(line.as_bytes());
    let document = recogniser.document(0)?;
    let id = document.id.map(|id| String::from_utf8(id.to_vec()).unwrap());
    Some((document.end, id, document.unverified.len()))
}

#[test]
fn documents_that_match_are_recognised() {
    let plain = format!(
        r#"{{"_creationTime":1700000000000.5,"_id":"{}","any":{{"a":[1,{{}}],"b":{{"$integer":"AQAAAAAAAAA="}}}},"bytes":{{"$bytes":"AAAA"}},"float":-1.5e3,"int":-7,"kind":"a","owner":"{}","scores":{{"a b":1.0,"c":0.0}},"shape":{{"h":1.0,"w":2.0}},"text":"é \n"}}"#,
        id(10_001),
        id(10_001)
    );
    assert_eq!(read(&plain), Some((plain.len(), Some(id(10_001)), 0)));
    let lines = [
        r#"{"text":""}"#,
        r#"{ "text" : "a" , "float" : 1.0 }"#,
        "{\"text\":\"a\"}  \r",
        r#"{"text":"a","float":1.0,"any":null}"#,
        r#"{"kind":null,"text":"\u00e9\"\\"}"#,
        r#"{"kind":1.0,"text":"a"}"#,
        r#"{"any":{"b":1,"a":2},"text":"a"}"#,
        r#"{"float":{"$float":"AAAAAAAA8H8="},"int":9223372036854775807,"text":"a"}"#,
        r#"{"shape":{"r":1.0},"text":"0123456789abcdef0123456789abcdef"}"#,
    ];
    for line in lines {
        assert_eq!(read(line).map(|found| found.0), Some(line.len()), "{line}");
        let two = format!("{line}\n{line}");
        assert_eq!(read(&two).map(|found| found.0), Some(line.len() + 1), "{line}");
    }
}

#[test]
fn ids_of_tables_without_number_are_listed() {
    assert_eq!(read(&format!(r#"{{"file":"{}","text":""}}"#, id(10_007))).map(|found| found.2), Some(1));
    assert_eq!(read(&format!(r#"{{"file":"{}","text":""}}"#, id(10_001))), None, "a user id is not a file id");
}

#[test]
fn refused_or_rare_documents_are_left_to_plain_validator() {
    let lines = [
        "",
        "{}",
        "[]",
        r#"{"text":"a"} x"#,
        r#"{"text":"a"}}"#,
        r#"{"text":"a",}"#,
        r#"{"text":1}"#,
        r#"{"text":"a","text":"a"}"#,
        r#"{"te\u0078t":"a"}"#,
        r#"{"text":"a","extra":1}"#,
        r#"{"text":"\ud83d\ude00"}"#,
        r#"{"float":1,"text":"a"}"#,
        r#"{"int":1.0,"text":"a"}"#,
        r#"{"int":-0,"text":"a"}"#,
        r#"{"kind":"b","text":"a"}"#,
        r#"{"kind":1,"text":"a"}"#,
        r#"{"shape":{"h":1.0},"text":"a"}"#,
        r#"{"owner":"users","text":"a"}"#,
        r#"{"any":{"a":1,"a":2},"text":"a"}"#,
        r#"{"any":{"b":1,"a":2,"b":3},"text":"a"}"#,
        r#"{"any":{"":1,"$a":2},"text":"a"}"#,
        "{\"any\":{\"\u{7f}\":1},\"text\":\"a\"}",
        r#"{"scores":{"é":1.0},"text":"a"}"#,
        "{\"text\":\"a\tb\"}",
        "{\n\"text\":\"a\"}",
        r#"{"text":"a"#,
        "\u{feff}{\"text\":\"a\"}",
    ];
    for line in lines {
        assert_eq!(read(line), None, "{line}");
    }
    let engine = engine();
    let mut recogniser = engine.read(b"{\"text\":\"\xff\"}\n{\"text\":\"\xc3\xa9\"}");
    assert!(recogniser.document(0).is_none(), "not UTF-8");
    assert!(recogniser.document(13).is_some());
}

#[test]
fn nesting_limit_is_that_of_plain_reader() {
    let nested = |depth: usize| format!(r#"{{"any":{}{},"text":""}}"#, "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(63)).is_some());
    assert!(read(&nested(64)).is_none());
}
