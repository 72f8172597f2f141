//! Limits of values: the limit itself is read, one more is an error.

use convex_ops::value::limits::{MAX_ARRAY_LEN, MAX_FIELD_NAME_LEN, MAX_NESTING, MAX_OBJECT_FIELDS};
use convex_ops::value::{Encoding, decode, decode_printed};

/// Checks if every reader accepts a text; they must agree.
fn is_read(text: &str) -> bool {
    let answers =
        [decode(text, Encoding::Encoded).is_ok(), decode(text, Encoding::Export).is_ok(), decode_printed(text).is_ok()];
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}: {:.80}", text);
    answers[0]
}

fn array(len: usize) -> String {
    format!("[{}]", vec!["null"; len].join(","))
}

fn object(fields: usize) -> String {
    let fields: Vec<String> = (0..fields).map(|number| format!("\"f{number}\":null")).collect();
    format!("{{{}}}", fields.join(","))
}

fn nested(open: &str, inner: &str, close: &str, levels: usize) -> String {
    format!("{}{inner}{}", open.repeat(levels), close.repeat(levels))
}

#[test]
fn array_elements_are_limited() {
    assert!(is_read(&array(MAX_ARRAY_LEN)));
    assert!(!is_read(&array(MAX_ARRAY_LEN + 1)));
}

#[test]
fn object_fields_are_limited() {
    assert!(is_read(&object(MAX_OBJECT_FIELDS)));
    assert!(!is_read(&object(MAX_OBJECT_FIELDS + 1)));
}

#[test]
fn name_length_is_limited() {
    let named = |len| format!("{{\"{}\":null}}", "a".repeat(len));
    assert!(is_read(&named(MAX_FIELD_NAME_LEN)));
    assert!(!is_read(&named(MAX_FIELD_NAME_LEN + 1)));
}

#[test]
fn nesting_is_limited() {
    for (open, inner, close) in [("[", "", "]"), ("[", "null", "]"), ("{\"a\":", "null", "}"), ("{\"a\":", "{}", "}")] {
        let levels = if inner == "{}" { MAX_NESTING - 1 } else { MAX_NESTING };
        assert!(is_read(&nested(open, inner, close, levels)), "{open}{inner}{close}");
        assert!(!is_read(&nested(open, inner, close, levels + 1)), "{open}{inner}{close}");
        assert!(!is_read(&nested(open, inner, close, 100_000)), "{open}{inner}{close}");
        assert!(!is_read(&open.repeat(100_000)), "{open}");
    }
}
