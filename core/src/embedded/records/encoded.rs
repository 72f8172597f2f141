//! Numbers in encoded JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::{Error, ErrorKind, Result};

/// Encodes an int64.
pub(in crate::embedded) fn int64(number: i64) -> Value {
    json!({ "$integer": STANDARD.encode(number.to_le_bytes()) })
}

/// Encodes a state, with its numbers as int64s.
pub(in crate::embedded) fn encode_numbers(state: &impl Serialize) -> Result<Value> {
    let state = serde_json::to_value(state)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the state").caused_by(error))?;
    let Value::Object(members) = state else { return Ok(state) };
    let encoded = members.into_iter().map(|(name, value)| {
        let value = value.as_i64().map_or(value, int64);
        (name, value)
    });
    Ok(encoded.collect())
}
