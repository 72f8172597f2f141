//! Direct serialization of values as export JSON, without a tree, for millions of documents.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Result;

use super::{Fields, Value};

/// Appends the export JSON of an object: the text of [`to_export`](super::to_export).
///
/// # Errors
/// None: the text is written to memory.
pub fn write_export(fields: &Fields, out: &mut Vec<u8>) -> Result<()> {
    object(fields, out)
}

fn object(fields: &Fields, out: &mut Vec<u8>) -> Result<()> {
    out.push(b'{');
    for (index, (name, value)) in fields.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut *out, name.as_str())?;
        out.push(b':');
        write(value, out)?;
    }
    out.push(b'}');
    Ok(())
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<()> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Boolean(truth) => out.extend_from_slice(if *truth { b"true" } else { b"false" }),
        Value::Int64(number) => serde_json::to_writer(out, number)?,
        Value::Float64(number) if number.is_finite() => serde_json::to_writer(out, number)?,
        Value::Float64(number) => special("$float", &number.to_le_bytes(), out)?,
        Value::String(text) => serde_json::to_writer(out, text)?,
        Value::Bytes(bytes) => special("$bytes", bytes, out)?,
        Value::Object(fields) => object(fields, out)?,
        Value::Array(elements) => {
            out.push(b'[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(element, out)?;
            }
            out.push(b']');
        }
    }
    Ok(())
}

fn special(name: &str, bytes: &[u8], out: &mut Vec<u8>) -> Result<()> {
    write!(out, r#"{{"{name}":"{}"}}"#, STANDARD.encode(bytes)).map_err(serde_json::Error::io)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Encoding, decode, to_export};

    #[test]
    fn written_text_equals_encoded_tree() {
        let text = r#"{"": null, "a b": [1, 1.0, -0.0, 1e300, 5e-324, true, [], {}], "_id": "é\"\\\n\u0001", "b": {
            "$bytes": "AAE="}, "n": {"$float": "AAAAAAAA8H8="}, "o": {"x": {"y": [{}]}, "z": "𝄞"}}"#;
        let value = decode(text, Encoding::Export).unwrap();
        let mut written = Vec::new();
        write_export(value.as_object().unwrap(), &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), to_export(&value).to_string());
    }
}
