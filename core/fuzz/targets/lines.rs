//! Fuzzes the scanner of documents. On any bytes, the fast check and its merged parts match the plain check.

use std::sync::LazyLock;

use convex_ops::compat::data::{DataLimits, DocumentFormat, TableCheck, TableChecker, TableData};
use convex_ops::schema::Validator;
use convex_ops::value::{Encoding, Tables};

/// A validator with one field of every kind.
const VALIDATOR: &str = r#"{"type": "object", "value": {
    "any": {"fieldType": {"type": "any"}, "optional": true},
    "array": {"fieldType": {"type": "array", "value": {"type": "number"}}, "optional": true},
    "bytes": {"fieldType": {"type": "bytes"}, "optional": true},
    "file": {"fieldType": {"type": "id", "tableName": "files"}, "optional": true},
    "int": {"fieldType": {"type": "bigint"}, "optional": true},
    "record": {"fieldType": {"type": "record", "keys": {"type": "string"},
        "values": {"fieldType": {"type": "boolean"}, "optional": false}}, "optional": true},
    "text": {"fieldType": {"type": "string"}, "optional": true},
    "union": {"fieldType": {"type": "union", "value": [
        {"type": "null"}, {"type": "literal", "value": "a"}, {"type": "id", "tableName": "users"},
        {"type": "object", "value": {"a": {"fieldType": {"type": "number"}, "optional": false}}},
        {"type": "object", "value": {"a": {"fieldType": {"type": "string"}, "optional": false},
                                     "b": {"fieldType": {"type": "any"}, "optional": true}}}]}, "optional": true}
}}"#;

/// The plain and the fast check.
struct Checkers {
    plain: TableChecker<'static>,
    fast: TableChecker<'static>,
}

/// Checks of both encodings, with and without a validator.
static CHECKERS: LazyLock<Vec<Checkers>> = LazyLock::new(|| {
    static FORMATS: [DocumentFormat; 2] =
        [DocumentFormat::Plain(Encoding::Export), DocumentFormat::Plain(Encoding::Encoded)];
    static PARSED: LazyLock<Validator> = LazyLock::new(|| Validator::parse(VALIDATOR).expect("a validator"));
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let mut tables = Tables::from_iter([("users", 10_001)]);
        tables.unnumbered("files");
        tables
    });
    let ways = FORMATS.iter().flat_map(|format| [Some(&*PARSED), None].map(|validator| (format, validator)));
    let checkers = ways.map(|(format, validator)| {
        let check = TableCheck { validator, tables: &TABLES, format, limits: DataLimits::default() };
        Checkers { plain: TableChecker::plain(check), fast: TableChecker::new(check) }
    });
    checkers.collect()
});

/// Checks some lines in every way.
pub(crate) fn run(bytes: &[u8]) {
    for Checkers { plain, fast } in &*CHECKERS {
        let plain = whole(plain, bytes);
        assert_eq!(whole(fast, bytes), plain, "the fast check and the plain one");
        assert_eq!(halves(fast, bytes), plain, "two parts and the whole");
    }
}

fn whole(checker: &TableChecker<'_>, bytes: &[u8]) -> TableData {
    let mut part = checker.part();
    checker.check(bytes, 0, &mut part).expect("no line twice");
    checker.finish(part, bytes.len() as u64)
}

/// Checks the text in two parts, split after a line near the middle.
fn halves(checker: &TableChecker<'_>, bytes: &[u8]) -> TableData {
    let middle = bytes.len() / 2;
    let start = bytes.iter().skip(middle).position(|byte| *byte == b'\n').map_or(bytes.len(), |feed| middle + feed + 1);
    let (before, after) = bytes.split_at(start);
    let (mut first, mut second) = (checker.part(), checker.part());
    checker.check(before, 0, &mut first).expect("no line twice");
    checker.check(after, start as u64, &mut second).expect("no line twice");
    second.merge(first).expect("parts of one check");
    checker.finish(second, bytes.len() as u64)
}
