//! Encoding of values as JSON.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json};

use super::{Encoding, Name, Value};

/// Encodes a value as JSON that [`decode`](super::decode) decodes to the same value.
///
/// ```
/// use convex_ops::value::{Encoding, Value, encode};
///
/// assert_eq!(encode(&Value::Int64(1), Encoding::Export).to_string(), "1");
/// assert_eq!(encode(&Value::Float64(1.0), Encoding::Export).to_string(), "1.0");
/// assert_eq!(encode(&Value::Int64(1), Encoding::Encoded).to_string(), r#"{"$integer":"AQAAAAAAAAA="}"#);
/// ```
#[must_use]
pub fn encode(value: &Value, encoding: Encoding) -> Json {
    match encoding {
        Encoding::Export => to_export(value),
        Encoding::Encoded => to_encoded(value),
    }
}

/// Encodes a value in encoded JSON (`convex_encoded_json`), which is lossless, in JavaScript too.
#[must_use]
pub fn to_encoded(value: &Value) -> Json {
    match value {
        Value::Int64(number) => special("$integer", &number.to_le_bytes()),
        Value::Float64(number) if is_special(*number) || is_negative_zero(*number) => {
            special("$float", &number.to_le_bytes())
        }
        Value::Bytes(bytes) => special("$bytes", bytes),
        _ => plain(value, to_encoded),
    }
}

/// Returns the length of the encoded JSON of a value, without producing it.
pub fn encoded_len(value: &Value) -> usize {
    const BYTES: &str = r#"{"$bytes":""}"#;
    let list = |len: usize, inner: usize| 2 + inner + len.saturating_sub(1);
    match value {
        Value::String(text) => text_len(text),
        Value::Bytes(bytes) => BYTES.len() + bytes.len().div_ceil(3) * 4,
        Value::Array(elements) => list(elements.len(), elements.iter().map(encoded_len).sum()),
        Value::Object(fields) => {
            let field = |(name, value): (&Name, &Value)| text_len(name) + 1 + encoded_len(value);
            list(fields.len(), fields.iter().map(field).sum())
        }
        _ => to_encoded(value).to_string().len(),
    }
}

/// Returns the length of a text in JSON.
fn text_len(text: &str) -> usize {
    let mut len = ByteCounter(0);
    // Counting cannot fail.
    let _ = serde_json::to_writer(&mut len, text);
    len.0
}

/// Writer that counts bytes.
struct ByteCounter(usize);

impl io::Write for ByteCounter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Encodes a value in export JSON (`export_json`): `1` is an int64, `1.0` a float64.
#[must_use]
pub fn to_export(value: &Value) -> Json {
    match value {
        Value::Int64(number) => Json::from(*number),
        Value::Float64(number) if is_special(*number) => special("$float", &number.to_le_bytes()),
        Value::Bytes(bytes) => special("$bytes", bytes),
        _ => plain(value, to_export),
    }
}

/// Encodes a value in clean JSON (`json`), which cannot distinguish an int64, bytes or a special float from the text
/// that represents it.
#[must_use]
pub fn to_clean(value: &Value) -> Json {
    match value {
        Value::Int64(number) => Json::String(number.to_string()),
        Value::Float64(number) if number.is_nan() => Json::from("NaN"),
        Value::Float64(number) if number.is_infinite() => {
            Json::from(if *number > 0.0 { "Infinity" } else { "-Infinity" })
        }
        Value::Bytes(bytes) => Json::String(STANDARD.encode(bytes)),
        _ => plain(value, to_clean),
    }
}

/// Encodes the kinds that all encodings have in common.
fn plain(value: &Value, inner: fn(&Value) -> Json) -> Json {
    match value {
        Value::Null | Value::Int64(_) | Value::Bytes(_) => Json::Null,
        Value::Float64(number) => Json::from(*number),
        Value::Boolean(truth) => Json::Bool(*truth),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(elements) => Json::Array(elements.iter().map(inner).collect()),
        Value::Object(fields) => {
            Json::Object(fields.iter().map(|(name, value)| (name.to_string(), inner(value))).collect())
        }
    }
}

fn is_special(number: f64) -> bool {
    !number.is_finite()
}

fn is_negative_zero(number: f64) -> bool {
    number == 0.0 && number.is_sign_negative()
}

fn special(name: &str, bytes: &[u8]) -> Json {
    Json::Object(Map::from_iter([(name.to_owned(), Json::String(STANDARD.encode(bytes)))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::decode;

    #[test]
    fn encoded_len_is_length_of_text() {
        let texts = [
            "null",
            "true",
            "-12",
            "0.5",
            "[]",
            "[1, [], {}]",
            "{}",
            r#"{"a": 1, "b c": "\u0007é\"\n"}"#,
            r#"{"$bytes": ""}"#,
            r#"{"$bytes": "AA=="}"#,
            r#"{"$bytes": "AAAAAAA="}"#,
            r#"{"$float": "AAAAAAAA8H8="}"#,
        ];
        for text in texts {
            let value = decode(text, Encoding::Export).unwrap();
            assert_eq!(encoded_len(&value), to_encoded(&value).to_string().len(), "{text}");
        }
    }
}
