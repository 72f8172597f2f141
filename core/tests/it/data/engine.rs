//! Compares the fast check with the plain one on generated inputs: both must find the same.

use convex_ops::compat::data::{DataLimits, DocumentFormat, TableCheck, TableChecker, TableData, TablePart};
use convex_ops::schema::Validator;
use convex_ops::value::{DocumentId, Encoding, Fields, Tables, Value};
use proptest::prelude::*;

use super::writing::{Style, damage, write};
use crate::build::{id, literal, object, record, union};
use crate::generate::{Dice, changed, validators, value_of, values};

fn tables() -> Tables {
    let mut tables = Tables::from_iter([("a", 10_001), ("b", 10_002), ("odd", 7)]);
    tables.unnumbered("c");
    tables
}

fn part_of(checker: &TableChecker<'_>, text: &[u8]) -> TablePart {
    let mut part = checker.part();
    checker.check(text, 0, &mut part).unwrap();
    part
}

fn found(checker: &TableChecker<'_>, text: &[u8]) -> TableData {
    checker.finish(part_of(checker, text), text.len() as u64)
}

#[track_caller]
fn same(validator: Option<&Validator>, encoding: Encoding, text: &[u8]) -> TableData {
    let (tables, format) = (tables(), DocumentFormat::Plain(encoding));
    let check = TableCheck { validator, tables: &tables, format: &format, limits: DataLimits::default() };
    let fast = found(&TableChecker::new(check), text);
    let plain = found(&TableChecker::plain(check), text);
    let shown = || format!("{}\n{}", validator.map_or("none".to_owned(), ToString::to_string), text.escape_ascii());
    assert_eq!(fast, plain, "{}", shown());
    fast
}

/// Checks the text in parts that are cut at some places, merged in any order and passed through JSON.
fn in_parts(checker: &TableChecker<'_>, text: &[u8], dice: &mut Dice) -> TableData {
    let mut starts = vec![0];
    for (index, _) in text.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        // Before or after the line feed.
        match dice.below(4) {
            0 => starts.push(index),
            1 => starts.push(index + 1),
            _ => {}
        }
    }
    starts.push(text.len());
    let mut parts: Vec<TablePart> = starts
        .windows(2)
        .map(|ends| {
            let mut part = checker.part();
            checker.check(&text[ends[0]..ends[1]], ends[0] as u64, &mut part).unwrap();
            serde_json::from_str(&serde_json::to_string(&part).unwrap()).unwrap()
        })
        .collect();
    while parts.len() > 1 {
        let other = parts.remove(dice.below(parts.len()));
        let place = dice.below(parts.len());
        parts[place].merge(other).unwrap();
    }
    checker.finish(parts.remove(0), text.len() as u64)
}

/// A validator of documents that contains a generated one.
fn document_validator(inner: &Validator, dice: &mut Dice) -> Validator {
    let inner = || inner.clone();
    match dice.below(8) {
        0 => inner(),
        1 => Validator::Any,
        2 => record(Validator::String, inner()),
        3 => union([object([("a?", inner())]), record(id("a"), inner()), Validator::Null]),
        4 => union([
            object([("a", inner()), ("tag", literal("one"))]),
            object([("a", Validator::Any), ("tag", literal("two"))]),
        ]),
        5 => object([
            ("a?", union([id("c"), Validator::String])),
            ("b?", union([Validator::String, id("c")])),
            ("c?", record(union([id("c"), literal("z")]), inner())),
        ]),
        which => object([
            ("at", Validator::Float64),
            (["field", "field?"][which - 6], inner()),
            ("file?", id("c")),
            ("kind", union([literal("x"), literal("y")])),
        ]),
    }
}

fn document(validator: &Validator, any: &Value, dice: &mut Dice) -> Fields {
    let validator = if dice.below(3) == 0 { changed(validator, dice) } else { validator.clone() };
    let value = if dice.below(6) == 0 { Some(any.clone()) } else { value_of(&validator, &tables(), dice) };
    let mut fields = match value {
        Some(Value::Object(fields)) => fields,
        Some(other) => Fields::from([("a".into(), other)]),
        None => Fields::new(),
    };
    if dice.below(5) > 0 {
        let internal = [dice.below(3) as u8; 16];
        fields.insert("_id".into(), Value::String(DocumentId { table: 10_001, internal }.to_string()));
        fields.insert("_creationTime".into(), Value::Float64(1_700_000_000_000.25));
    }
    if dice.below(12) == 0 {
        fields.insert("_other".into(), any.clone());
    }
    if dice.below(4) == 0 {
        fields.insert(
            "file".into(),
            Value::String(DocumentId { table: [10_001, 10_009][dice.below(2)], internal: [0; 16] }.to_string()),
        );
    }
    fields
}

/// Some lines in different styles, some of them damaged.
fn lines(validator: &Validator, any: &Value, encoding: Encoding, dice: &mut Dice) -> Vec<u8> {
    let mut text = Vec::new();
    for _ in 0..1 + dice.below(4) {
        let fields = document(validator, any, dice);
        let style = if dice.below(2) == 0 { Style::plain(encoding) } else { Style::any(encoding, dice) };
        let mut line = write(&Value::Object(fields), style, dice).into_bytes();
        if dice.below(3) == 0 {
            damage(&mut line, dice);
        }
        text.extend(line);
        text.extend([&b"\n"[..], b"\n", b"\n", b"\r\n", b" \n", b"\n\n", b""][dice.below(7)]);
    }
    text
}

proptest! {
    #[test]
    fn property_fast_and_plain_checks_agree(inner in validators(), any in values(), seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let validator = document_validator(&inner, &mut dice);
        for encoding in [Encoding::Export, Encoding::Encoded] {
            let text = lines(&validator, &any, encoding, &mut dice);
            same(Some(&validator), encoding, &text);
            same(None, encoding, &text);
        }
    }

    #[test]
    fn property_merged_parts_equal_one_pass(inner in validators(), any in values(), seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let validator = document_validator(&inner, &mut dice);
        let text: Vec<u8> =
            (0..4).flat_map(|_| lines(&validator, &any, Encoding::Export, &mut dice)).collect();
        let (tables, format) = (tables(), DocumentFormat::Plain(Encoding::Export));
        let limits = DataLimits { groups: 1 + dice.below(6), samples: 1 + dice.below(3) };
        let checker = TableChecker::new(TableCheck { validator: Some(&validator), tables: &tables, format: &format, limits });
        let whole = found(&checker, &text);
        for _ in 0..3 {
            let parts = in_parts(&checker, &text, &mut dice);
            prop_assert_eq!(&parts, &whole, "{}\n{}", validator, text.escape_ascii());
        }
    }

    #[test]
    fn property_widened_validator_accepts_every_document(inner in validators(), any in values(), seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let validator = document_validator(&inner, &mut dice);
        let text: Vec<u8> =
            (0..4).flat_map(|_| lines(&validator, &any, Encoding::Export, &mut dice)).collect();
        let (tables, format) = (tables(), DocumentFormat::Plain(Encoding::Export));
        let check = |validator| TableCheck { validator: Some(validator), tables: &tables, format: &format, limits: DataLimits::default() };
        let checker = TableChecker::new(check(&validator));
        let part = part_of(&checker, &text);
        match checker.widened_validator(&part) {
            Some(wider) => {
                let again = found(&TableChecker::new(check(&wider)), &text);
                prop_assert_eq!(again.refused, 0, "{}\n{}\n{}", validator, wider, text.escape_ascii());
            }
            None => prop_assert_eq!(part.finish(0).refused, 0),
        }
    }
}

#[test]
fn different_checks_and_repeated_lines_do_not_merge() {
    let (tables, format) = (tables(), DocumentFormat::Plain(Encoding::Export));
    let check = |validator| TableCheck {
        validator: Some(validator),
        tables: &tables,
        format: &format,
        limits: DataLimits::default(),
    };
    let checker = TableChecker::new(check(&Validator::Any));
    let mut one = part_of(&checker, b"{}\n");
    assert!(one.merge(one.clone()).unwrap_err().to_string().contains("bytes 0 to 3 of a table were already checked"));
    let mut other = part_of(&checker, b"{}\n");
    let empty = object([]);
    let different = part_of(&TableChecker::new(check(&empty)), b"{}\n");
    assert!(other.merge(different).unwrap_err().to_string().contains("different checks"));
    let mut next = checker.part();
    checker.check(b"{}\n", 3, &mut next).unwrap();
    assert!(checker.part().merge(next.clone()).is_ok());
    assert!(!next.finish(6).complete, "the first line is missing");
}
