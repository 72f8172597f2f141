//! The corpus of cases, which the tests with Convex's own packages read too: `conformance/values/*.jsonl`.

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
    /// The value, in encoded JSON.
    #[serde(default, deserialize_with = "given")]
    value: Option<serde_json::Value>,
    /// Or a part of the error's message.
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrintedCase {
    name: String,
    printed: String,
    /// The value that was printed, in encoded JSON.
    value: serde_json::Value,
    /// What is read, where printing has lost something.
    reads: Option<serde_json::Value>,
}

/// A member that is there, be it `null`.
fn given<'de, D: Deserializer<'de>>(json: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(json).map(Some)
}

fn cases<T: DeserializeOwned>(file: &str, name: impl Fn(&T) -> String) -> Vec<T> {
    let mut names = BTreeSet::new();
    let text = read(file);
    let case = |(index, line)| {
        let case: T = serde_json::from_str(line).unwrap_or_else(|error| panic!("{file}:{}: {error}", index + 1));
        assert!(names.insert(name(&case)), "{file}: a second case `{}`", name(&case));
        case
    };
    text.lines().enumerate().map(case).collect()
}

/// The value of encoded JSON, read by hand: what reads JSON is what is tested here.
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
fn json_is_read_as_the_corpus_says() {
    let cases = cases("conformance/values/json.jsonl", |case: &JsonCase| case.name.clone());
    for case in &cases {
        match (decode(&case.json, case.encoding), &case.value, &case.error) {
            (Ok(value), Some(expected), None) => {
                assert_eq!(plain(&to_encoded(&value)), plain(expected), "{}", case.name);
                assert_survives(&value, &case.name);
            }
            (Err(error), None, Some(part)) => {
                assert!(error.to_string().contains(part), "{}: `{error}` does not say `{part}`", case.name);
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
fn what_the_command_line_prints_is_read_as_the_corpus_says() {
    let cases = cases("conformance/values/printed.jsonl", |case: &PrintedCase| case.name.clone());
    for case in &cases {
        let value = decode_printed(&case.printed).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let expected = case.reads.as_ref().unwrap_or(&case.value);
        assert_eq!(plain(&to_encoded(&value)), plain(expected), "{}", case.name);
    }
    assert!(cases.len() > 20, "{} cases", cases.len());
}

#[test]
fn what_nobody_prints_is_refused() {
    for text in
        ["", "x", "1 2", "[1", "{ a: 1 }", "{ \"a\" 1 }", "01n", "1.5n", "Bytes(1)", "Bytes(\"AA\")", "+1", "nan"]
    {
        assert!(decode_printed(text).is_err(), "{text}");
    }
    for text in ["9223372036854775808n", "1e999", "{ \"é\": 1 }", "{ \"a\": 1, \"a\": 2 }", "\"\\ud800\"", "[1,]"] {
        assert!(decode_printed(text).is_err(), "{text}");
    }
}
