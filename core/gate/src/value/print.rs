//! Values in the notation of Convex's messages.

use std::fmt::{self, Display, Formatter};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Value;

/// Formats a value as Convex prints it in its messages: `{name: "Ada", scores: [1.0, 2]}`.
///
/// Source: `Display` of `ConvexValue` in `crates/value/src/lib.rs` of convex-backend.
#[must_use]
pub fn to_printed(value: &Value) -> String {
    ValueText(value).to_string()
}

struct ValueText<'a>(&'a Value);

impl Display for ValueText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("null"),
            Value::Int64(number) => write!(f, "{number}"),
            Value::Float64(number) => write!(f, "{number:?}"),
            Value::Boolean(truth) => write!(f, "{truth}"),
            Value::String(text) => write!(f, "{text:?}"),
            Value::Bytes(bytes) => write!(f, "b\"{}\"", STANDARD.encode(bytes)),
            Value::Array(elements) => {
                f.write_str("[")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{}", if index > 0 { ", " } else { "" }, Self(element))?;
                }
                f.write_str("]")
            }
            Value::Object(fields) => {
                f.write_str("{")?;
                for (index, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{}{name}: {}", if index > 0 { ", " } else { "" }, ValueText(value))?;
                }
                f.write_str("}")
            }
        }
    }
}
