//! `exports`, and how the numbers of states are written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};

use super::Asked;
use crate::embedded::exports::ExportRow;
use crate::error::{Error, ErrorKind, Result};

/// The export that was asked for last.
pub(super) fn latest(asked: &Asked<'_>) -> Result<Value> {
    let latest = ExportRow::latest(asked.call.tx, asked.deployment.row.id)?;
    latest.map_or(Ok(Value::Null), |export| export.described())
}

/// An int64 in encoded JSON.
pub(in crate::embedded) fn int64(number: i64) -> Value {
    json!({ "$integer": STANDARD.encode(number.to_le_bytes()) })
}

/// A state in encoded JSON: its numbers are int64s.
pub(in crate::embedded) fn numbers_encoded(state: &impl Serialize) -> Result<Value> {
    let state = serde_json::to_value(state)
        .map_err(|error| Error::new(ErrorKind::Internal, "a state can't be written").caused_by(error))?;
    let Value::Object(members) = state else { return Ok(state) };
    let encoded = members.into_iter().map(|(name, value)| {
        let value = value.as_i64().map_or(value, int64);
        (name, value)
    });
    Ok(encoded.collect())
}
