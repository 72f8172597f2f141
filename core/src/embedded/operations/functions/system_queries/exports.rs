//! `exports`

use serde_json::Value;

use super::asked::Asked;
use crate::embedded::records::export::ExportRow;
use crate::error::Result;

/// The export that was asked for last.
pub(super) fn latest(asked: &Asked<'_>) -> Result<Value> {
    let latest = ExportRow::latest(asked.call.tx, asked.deployment.row.id)?;
    latest.map_or(Ok(Value::Null), |export| export.to_document())
}
