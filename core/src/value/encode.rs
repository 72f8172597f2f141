//! Writing values as JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value as Json};

use super::{Encoding, Value};

/// Writes a value as JSON from which [`decode`](super::decode) reads the same value.
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

/// Writes a value in encoded JSON (`convex_encoded_json`), which loses nothing, in JavaScript too.
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

/// Writes a value in export JSON (`export_json`): `1` is an int64, `1.0` a float64.
#[must_use]
pub fn to_export(value: &Value) -> Json {
    match value {
        Value::Int64(number) => Json::from(*number),
        Value::Float64(number) if is_special(*number) => special("$float", &number.to_le_bytes()),
        Value::Bytes(bytes) => special("$bytes", bytes),
        _ => plain(value, to_export),
    }
}

/// Writes a value in clean JSON (`json`), which loses the difference between an int64, bytes, a special float and the
/// text that stands for it.
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

/// What all encodings write alike.
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
