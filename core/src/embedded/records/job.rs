//! Background jobs.

use rusqlite::Transaction;

use crate::error::Result;

/// Maximum number of times an interrupted job is resumed, since it may be the cause of the crash.
const MAX_INTERRUPTIONS: u32 = 5;

/// A job that may take longer than a call.
#[derive(Clone, Debug)]
pub(in crate::embedded) enum Job {
    /// Previews the changes of an uploaded import.
    PreviewImport(String),
    /// Performs an import.
    Import(String),
    /// Makes an export.
    Export(String),
}

/// Counts an interruption of an import or export. Returns true once it was interrupted too often.
pub(in crate::embedded) fn is_given_up(tx: &Transaction<'_>, table: &str, id: &str) -> Result<bool> {
    let sql = format!("UPDATE {table} SET interruptions = interruptions + 1 WHERE id = ?1 RETURNING interruptions");
    let interruptions: u32 = tx.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
    Ok(interruptions > MAX_INTERRUPTIONS)
}
