//! `queryImport`

use serde_json::Value;

use super::asked::Asked;
use crate::embedded::records::import::ImportRow;
use crate::error::{ErrorKind, Result};

/// How many are listed. Source: `queryImport.ts`.
const LISTED: u32 = 20;

/// One import; nothing where it is not there.
pub(super) fn one(asked: &Asked<'_>) -> Result<Value> {
    let id: String = asked.arguments.get("importId")?;
    match ImportRow::of(asked.call.tx, asked.deployment.row.id, &id) {
        Ok(import) => import.to_document(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Value::Null),
        Err(error) => Err(error),
    }
}

/// Those that were begun last.
pub(super) fn list(asked: &Asked<'_>) -> Result<Value> {
    let newest = ImportRow::newest(asked.call.tx, asked.deployment.row.id, LISTED)?;
    newest.iter().map(ImportRow::to_document).collect()
}
