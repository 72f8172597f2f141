//! How the numbers of what the store keeps are written in encoded JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::{Error, ErrorKind, Result};

/// An int64 in encoded JSON.
pub(in crate::embedded) fn int64(number: i64) -> Value {
    json!({ "$integer": STANDARD.encode(number.to_le_bytes()) })
}

/// A state in encoded JSON: its numbers are int64s.
pub(in crate::embedded) fn encode_numbers(state: &impl Serialize) -> Result<Value> {
    let state = serde_json::to_value(state)
        .map_err(|error| Error::new(ErrorKind::Internal, "a state can't be written").caused_by(error))?;
    let Value::Object(members) = state else { return Ok(state) };
    let encoded = members.into_iter().map(|(name, value)| {
        let value = value.as_i64().map_or(value, int64);
        (name, value)
    });
    Ok(encoded.collect())
}
