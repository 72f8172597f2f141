//! The corpus of cases, also read by the tests against Convex's own packages: `conformance/values/*.jsonl`.

use crate::support::read;
use convex_ops::value::{Encoding, Value, decode, decode_printed, encode, to_encoded};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use std::collections::BTreeSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonCase {
    name: String,
    encoding: Encoding,
    json: String,
    /// The value in encoded JSON.
    #[serde(default, deserialize_with = "given")]
    value: Option<serde_json::Value>,
    /// Or part of the error message.
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrintedCase {
    name: String,
    printed: String,
    /// The printed value in encoded JSON.
    value: serde_json::Value,
    /// The value that is read, if printing is lossy.
    reads: Option<serde_json::Value>,
}

/// A field that is present, possibly `null`.
fn given<'de, D: Deserializer<'de>>(json: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(json).map(Some)
}

fn cases<T: DeserializeOwned>(file: &str, name: impl Fn(&T) -> String) -> Vec<T> {
    let mut names = BTreeSet::new();
    let text = read(file);
    let case = |(index, line)| {
        let case: T = serde_json::from_str(line).unwrap_or_else(|error| panic!("{file}:{}: {error}", index + 1));
        assert!(names.insert(name(&case)), "{file}: duplicate case `{}`", name(&case));
        case
    };
    text.lines().enumerate().map(case).collect()
}

/// Builds the value of encoded JSON by hand, since the JSON reader is under test.
fn plain(json: &serde_json::Value) -> String {
    match json {
        serde_json::Value::Object(fields) => {
            let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name:?}:{}", plain(value))).collect();
            format!("{{{}}}", fields.join(","))
        }
        serde_json::Value::Array(elements) => {
            format!("[{}]", elements.iter().map(plain).collect::<Vec<_>>().join(","))
        }
        serde_json::Value::Number(number) => format!("{:?}", number.as_f64().unwrap()),
        other => other.to_string(),
    }
}

#[test]
fn encoded_json_cases_match_corpus() {
    let cases = cases("conformance/values/json.jsonl", |case: &JsonCase| case.name.clone());
    for case in &cases {
        match (decode(&case.json, case.encoding), &case.value, &case.error) {
            (Ok(value), Some(expected), None) => {
                assert_eq!(plain(&to_encoded(&value)), plain(expected), "{}", case.name);
                assert_survives(&value, &case.name);
            }
            (Err(error), None, Some(part)) => {
                assert!(error.to_string().contains(part), "{}: `{error}` does not contain `{part}`", case.name);
            }
            (outcome, ..) => panic!("{}: {outcome:?}", case.name),
        }
    }
    assert!(cases.len() > 100, "{} cases", cases.len());
}

pub(super) fn assert_survives(value: &Value, name: &str) {
    for encoding in [Encoding::Encoded, Encoding::Export] {
        let text = encode(value, encoding).to_string();
        assert_eq!(&decode(&text, encoding).unwrap(), value, "{name}: {text} as {encoding:?}");
    }
}

#[test]
fn printed_values_match_corpus() {
    let cases = cases("conformance/values/printed.jsonl", |case: &PrintedCase| case.name.clone());
    for case in &cases {
        let value = decode_printed(&case.printed).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let expected = case.reads.as_ref().unwrap_or(&case.value);
        assert_eq!(plain(&to_encoded(&value)), plain(expected), "{}", case.name);
    }
    assert!(cases.len() > 20, "{} cases", cases.len());
}

#[test]
fn unprintable_values_are_rejected() {
    for text in
        ["", "x", "1 2", "[1", "{ a: 1 }", "{ \"a\" 1 }", "01n", "1.5n", "Bytes(1)", "Bytes(\"AA\")", "+1", "nan"]
    {
        assert!(decode_printed(text).is_err(), "{text}");
    }
    for text in ["9223372036854775808n", "1e999", "{ \"é\": 1 }", "{ \"a\": 1, \"a\": 2 }", "\"\\ud800\"", "[1,]"] {
        assert!(decode_printed(text).is_err(), "{text}");
    }
}
