use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::*;
use crate::error::{Error, ErrorKind, Result};
use crate::schema::Validator;
use crate::value::{DocumentId, Encoding, Tables};

const PEOPLE: &str = r#"{"type": "object", "value": {
    "name": {"fieldType": {"type": "string"}, "optional": false},
    "ages": {"fieldType": {"type": "array", "value": {"type": "number"}}, "optional": true},
    "boss": {"fieldType": {"type": "id", "tableName": "people"}, "optional": true},
    "photo": {"fieldType": {"type": "id", "tableName": "_storage"}, "optional": true},
    "tag": {"fieldType": {"type": "union", "value": [{"type": "null"}, {"type": "number"}]}, "optional": true}
}}"#;

fn id(table: u32, number: u8) -> String {
    let mut internal = [0; 16];
    internal[0] = number;
    DocumentId { table, internal }.to_string()
}

fn tables() -> Tables {
    let mut tables = Tables::from_iter([("people", 10_001)]);
    tables.unnumbered("_storage");
    tables
}

fn run(documents: &str, limits: DataLimits) -> Result<TableData> {
    let validator = Validator::parse(PEOPLE).unwrap();
    let format = DocumentFormat::Plain(Encoding::Export);
    let check = TableCheck { validator: Some(&validator), tables: &tables(), format: &format, limits };
    check.run(documents.as_bytes(), &mut |_, _| Ok(()))
}

fn counts(table: &TableData) -> Vec<(&str, &str, u64, u64)> {
    table.groups.iter().map(|group| (&*group.path, group.reason.as_str(), group.count, group.documents)).collect()
}

#[test]
fn violations_are_counted_by_path_and_reason() {
    let documents = [
        format!(r#"{{"_creationTime": 1.0, "_id": "{}", "name": "a", "ages": [1, 2.0, 3]}}"#, id(10_001, 2)),
        format!(r#"{{"_id": "{}", "name": 7.0, "ages": [4], "x": null}}"#, id(10_001, 1)),
        format!(r#"{{"_id": "{}", "boss": "{}", "tag": "t"}}"#, id(10_001, 3), id(10_002, 1)),
        format!(r#"{{"_id": "{}", "name": "d", "boss": "{}", "tag": null}}"#, id(10_001, 4), id(10_001, 1)),
    ];
    let table = run(&documents.join("\n"), DataLimits::default()).unwrap();
    assert_eq!((table.documents, table.refused, table.ungrouped), (4, 3, 0));
    assert!(table.checked && table.complete && !table.passes());
    let expected = [
        (".ages[]", "wrong-type", 3, 2),
        (".boss", "wrong-table", 1, 1),
        (".name", "missing-field", 1, 1),
        (".name", "wrong-type", 1, 1),
        (".tag", "no-union-member", 1, 1),
        (".x", "extra-field", 1, 1),
    ];
    assert_eq!(counts(&table), expected);
    let samples = serde_json::to_value(&table.groups[0].samples).unwrap();
    let expected = serde_json::json!([
        {"id": id(10_001, 1), "position": {"offset": 100, "line": 2}, "path": ".ages[0]", "value": {"$integer": "BAAAAAAAAAA="}},
        {"id": id(10_001, 2), "position": {"offset": 0, "line": 1}, "path": ".ages[0]", "value": {"$integer": "AQAAAAAAAAA="}},
    ]);
    assert_eq!(samples, expected);
    assert_eq!(table.groups[2].samples[0].value, None, "the field is missing");
    let closest = &table.groups[4].samples[0].closest_member;
    assert_eq!((closest.len(), closest[0].path.as_str(), closest[0].reason.as_str()), (1, "", "wrong-type"));
}

#[test]
fn matching_documents_are_only_counted() {
    let documents = "\n{\"name\": \"a\"}\n\n{\"_id\": 1, \"_other\": 2, \"name\": \"b\", \"ages\": []}";
    let table = run(documents, DataLimits::default()).unwrap();
    assert_eq!((table.documents, table.refused, table.groups.len()), (2, 0, 0));
    assert!(table.passes());
}

#[test]
fn ids_of_tables_without_number_pass_and_are_counted() {
    let documents = [id(10_007, 1), id(10_001, 1)].map(|photo| format!(r#"{{"name": "a", "photo": "{photo}"}}"#));
    let table = run(&documents.join("\n"), DataLimits::default()).unwrap();
    assert_eq!(table.ids_not_verified, BTreeMap::from([("_storage".into(), 1)]));
    assert_eq!(counts(&table), [(".photo", "wrong-table", 1, 1)], "an id of a known table is not a file id");
}

#[test]
fn table_unknown_to_schema_is_only_counted() {
    let format = DocumentFormat::Plain(Encoding::Export);
    let check =
        TableCheck { validator: None, tables: &Tables::default(), format: &format, limits: DataLimits::default() };
    let table = check.run(&b"{\"a\": 1}\n{}"[..], &mut |_, _| Ok(())).unwrap();
    assert_eq!((table.documents, table.checked, table.complete, table.passes()), (2, false, true, false));
}

#[test]
fn smallest_groups_and_samples_are_kept_and_everything_is_counted() {
    let limits = DataLimits { groups: 10, samples: 3 };
    // Extra fields come in falling order, so that groups are evicted; ids too.
    let documents = 200_000;
    let line = |number: u32| {
        let internal = u128::from(documents - number).to_be_bytes();
        let id = DocumentId { table: 10_001, internal };
        format!("{{\"_id\": \"{id}\", \"name\": \"n\", \"x{:03}\": 1}}\n", 999 - number % 1000)
    };
    let stream = Generated { line, next: 0, end: documents, rest: Cursor::default() };
    let validator = Validator::parse(PEOPLE).unwrap();
    let format = DocumentFormat::Plain(Encoding::Export);
    let check = TableCheck { validator: Some(&validator), tables: &tables(), format: &format, limits };
    let mut ticks = Vec::new();
    let table = check
        .run(stream, &mut |bytes, documents| {
            ticks.push((bytes, documents));
            Ok(())
        })
        .unwrap();
    assert_eq!((table.documents, table.refused), (200_000, 200_000));
    let paths: Vec<_> = table.groups.iter().map(|group| (group.path.as_str(), group.count)).collect();
    assert_eq!(
        paths,
        (0..10).map(|n| format!(".x{n:03}")).collect::<Vec<_>>().iter().map(|path| (&**path, 200)).collect::<Vec<_>>()
    );
    assert_eq!(table.ungrouped, 990 * 200);
    let first = &table.groups[0].samples;
    assert_eq!(first.len(), 3);
    assert!(first.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert_eq!(first[0].position.line, Some(200_000), "the smallest id comes last in the stream");
    let apart = ticks.windows(2).map(|pair| pair[1].0 - pair[0].0);
    assert!(ticks.len() > 10 && apart.into_iter().all(|bytes| bytes <= 1 << 20));
    assert_eq!(ticks.last().unwrap().1, 200_000);
}

/// Generates its text while it is read, so that only the check can hold it.
struct Generated<F> {
    line: F,
    next: u32,
    end: u32,
    rest: Cursor<String>,
}

impl<F: Fn(u32) -> String> Read for Generated<F> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let len = self.rest.read(buffer)?;
        if len > 0 || self.next == self.end {
            return Ok(len);
        }
        self.rest = Cursor::new((self.line)(self.next));
        self.next += 1;
        self.rest.read(buffer)
    }
}

#[test]
fn long_value_is_measured_but_not_kept() {
    let keeps = |len: usize| {
        let table = run(&format!(r#"{{"name": "a", "x": "{}"}}"#, "y".repeat(len)), DataLimits::default()).unwrap();
        let sample = &table.groups[0].samples[0];
        (sample.value.is_some(), sample.omitted_bytes)
    };
    assert_eq!(keeps(1022), (true, None));
    assert_eq!(keeps(1023), (false, Some(1025)));
}

/// Returns the number of refused documents beside one that matches, and the error of the second line.
fn refused_or_bad(line: &str) -> (u64, Option<String>) {
    let found = run(&format!("{{\"name\": \"a\"}}\n{line}\n"), DataLimits::default()).unwrap();
    assert_eq!(found.documents + found.bad_lines.count, 2);
    let bad = found.bad_lines.first.into_iter().next();
    (found.refused, bad.inspect(|bad| assert_eq!(bad.position.line, Some(2))).map(|bad| bad.message))
}

#[test]
fn document_that_needs_too_much_memory_is_bad_line_with_position() {
    let long = |field: &str, len: usize| format!("{{\"name\": \"a\", \"{field}\": \"{}\"}}", "x".repeat(len));
    let (refused, message) = refused_or_bad(&long("tag", 7 << 20));
    assert_eq!(refused, 0);
    assert!(message.unwrap().starts_with("a line of 7 MiB is too long to explain"));
    assert_eq!(refused_or_bad(&long("tag", 5 << 20)), (1, None));
    // Accepted values, and values beside a refused field, are not kept in memory.
    assert_eq!(refused_or_bad(&format!("{{\"name\": \"{}\"}}", "x".repeat(7 << 20))), (0, None));
    assert_eq!(refused_or_bad(&format!("{{\"name\": \"{}\", \"tag\": true}}", "x".repeat(7 << 20))), (1, None));

    let objects = format!("[{}]", ["{\"a\":0}"; 8192].join(","));
    assert_eq!(refused_or_bad(&format!("{{\"name\": \"a\", \"ages\": [{objects}]}}")), (1, None));
    let (refused, message) = refused_or_bad(&format!("{{\"name\": \"a\", \"ages\": [{objects},{objects}]}}"));
    assert_eq!(refused, 0);
    let message = message.unwrap();
    assert!(message.starts_with("the values up to here take too much memory"), "{message}");
    assert!(message.ends_with("(at `.ages[1]`)"), "{message}");
}

#[test]
fn line_that_is_not_a_document_is_found_with_position() {
    let lines = [
        ("{\"name\": ", "EOF"),
        ("[1]", "expected a document (a JSON object), found array"),
        ("7", "found int64"),
        ("{\"name\": \"a\", \"name\": \"b\"}", "duplicate field `name`"),
        ("{\"name\": {\"$price\": 1}}", "`$integer`, `$float` or `$bytes`"),
        ("{\"name\": \"a\", \"$b\": 1}", "invalid field name"),
        ("{\"name\": \"a\"} {}", "trailing characters"),
    ];
    for (line, because) in lines {
        let table =
            run(&format!("{{\"name\": \"first\"}}\n\n{line}\n{{\"name\": \"b\"}}"), DataLimits::default()).unwrap();
        assert_eq!((table.documents, table.refused, table.bad_lines.count), (2, 0, 1), "{line}");
        let bad = &table.bad_lines.first[0];
        assert_eq!(bad.position, Position { offset: 19, line: Some(3) }, "{line}");
        assert!(bad.message.contains(because), "{line}: {}", bad.message);
        assert!(!table.passes() && table.complete);
    }
}

#[test]
fn repeated_ids_next_to_each_other_are_found() {
    let line = |number| format!("{{\"_id\": \"{}\", \"name\": \"a\"}}\n", id(10_001, number));
    let text = [line(1), line(2), line(2), "\n".to_owned(), line(2), line(1)].concat();
    let table = run(&text, DataLimits::default()).unwrap();
    assert_eq!((table.repeated_ids.count, table.repeated_ids.first.len()), (2, 2));
    let lines = table.repeated_ids.first.iter().map(|repeated| repeated.position.line);
    assert_eq!(lines.collect::<Vec<_>>(), [Some(3), Some(5)]);
    assert_eq!(run(&"{\"name\": \"a\"}\n".repeat(3), DataLimits::default()).unwrap().repeated_ids.count, 0);
}

#[test]
fn caller_can_stop_check() {
    let format = DocumentFormat::Plain(Encoding::Export);
    let check =
        TableCheck { validator: None, tables: &Tables::default(), format: &format, limits: DataLimits::default() };
    let cancel = &mut |_, _| Err(Error::new(ErrorKind::Cancelled, "cancelled"));
    assert_eq!(check.run(&b"{}"[..], cancel).unwrap_err().kind(), ErrorKind::Cancelled);
}

#[test]
fn generated_schema_defines_format() {
    let parse = |text: &str| DocumentFormat::parse(&mut text.as_bytes());
    assert!(matches!(parse("\"uniform\"\n").unwrap(), DocumentFormat::Plain(Encoding::Export)));
    assert!(matches!(parse("\"never\"\n").unwrap(), DocumentFormat::Legacy(_)));
    for (text, line) in [("", None), ("uniform", Some(1)), ("\n{}", Some(2)), ("\"Uniform\"", Some(1))] {
        assert_eq!(parse(text).unwrap_err().info().location.line, line, "{text}");
    }
}
