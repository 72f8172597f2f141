//! `queryImport`

use serde_json::Value;

use super::invocation::Invocation;
use crate::embedded::records::import::ImportRow;
use crate::error::{ErrorKind, Result};

/// Maximum number of imports in a list. Source: `queryImport.ts`.
const LISTED: u32 = 20;

/// Returns one import, or null if it does not exist.
pub(super) fn one(invocation: &Invocation<'_>) -> Result<Value> {
    let id: String = invocation.arguments.get("importId")?;
    match ImportRow::of(invocation.call.tx, invocation.deployment.row.id, &id) {
        Ok(import) => import.to_document(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Value::Null),
        Err(error) => Err(error),
    }
}

/// Returns the latest imports.
pub(super) fn list(invocation: &Invocation<'_>) -> Result<Value> {
    let newest = ImportRow::newest(invocation.call.tx, invocation.deployment.row.id, LISTED)?;
    newest.iter().map(ImportRow::to_document).collect()
}
