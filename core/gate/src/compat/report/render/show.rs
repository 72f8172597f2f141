//! Human-readable form of values, as `npx convex data` prints them: `{"count": 2n, "ratio": 0.5}`.

use std::fmt::{self, Display, Formatter};

use super::inert::inert;
use crate::value::{Encoding, Value, decode_json, to_encoded};

/// Formats a value in encoded JSON on one line.
pub(super) fn show(encoded: &serde_json::Value) -> String {
    match decode_json(encoded, Encoding::Encoded) {
        Ok(value) => ValueText(&value).to_string(),
        Err(_) => inert(&encoded.to_string()).into_owned(),
    }
}

struct ValueText<'a>(&'a Value);

impl Display for ValueText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Int64(number) => write!(f, "{number}n"),
            Value::Float64(number) if number.is_nan() => f.write_str("NaN"),
            Value::Float64(number) if number.is_infinite() => {
                f.write_str(if *number > 0.0 { "Infinity" } else { "-Infinity" })
            }
            Value::Float64(number) if number.abs() >= 1e21 => write!(f, "{number:e}"),
            Value::Float64(number) => write!(f, "{number}"),
            Value::Bytes(_) => match to_encoded(self.0).get("$bytes") {
                Some(base64) => write!(f, "Bytes({base64})"),
                None => f.write_str("Bytes(\"\")"),
            },
            Value::String(text) => write!(f, "{}", QuotedText(text)),
            Value::Array(elements) => {
                f.write_str("[")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{}", separator(index), ValueText(element))?;
                }
                f.write_str("]")
            }
            Value::Object(fields) => {
                f.write_str("{")?;
                for (index, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{}{}: {}", separator(index), QuotedText(name), ValueText(value))?;
                }
                f.write_str("}")
            }
            Value::Null | Value::Boolean(_) => write!(f, "{}", to_encoded(self.0)),
        }
    }
}

fn separator(index: usize) -> &'static str {
    if index == 0 { "" } else { ", " }
}

struct QuotedText<'a>(&'a str);

impl Display for QuotedText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&inert(&serde_json::Value::from(self.0).to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::decode_printed;

    #[test]
    fn shown_text_parses_to_same_value() {
        let value = decode_printed(r#"{"a": [1, -2n, NaN, -Infinity, true, null], "b": Bytes("AAE="), "c": "x\"y"}"#);
        let value = value.unwrap();
        assert_eq!(decode_printed(&show(&to_encoded(&value))).unwrap(), value);
        assert_eq!(show(&to_encoded(&Value::Float64(-0.0))), "-0");
    }

    #[test]
    fn invalid_value_is_shown_as_json() {
        assert_eq!(show(&serde_json::json!({"$integer": "\u{1b}"})), r#"{"$integer":"\u001b"}"#);
    }
}
