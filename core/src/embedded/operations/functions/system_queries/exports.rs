//! `exports`

use serde_json::Value;

use super::invocation::Invocation;
use crate::embedded::records::export::ExportRow;
use crate::error::Result;

/// Returns the latest requested export.
pub(super) fn latest(invocation: &Invocation<'_>) -> Result<Value> {
    let latest = ExportRow::latest(invocation.call.tx, invocation.deployment.row.id)?;
    latest.map_or(Ok(Value::Null), |export| export.to_document())
}
