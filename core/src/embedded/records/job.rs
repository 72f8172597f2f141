//! Work that takes longer than an answer may.

use rusqlite::Transaction;

use crate::error::Result;

/// How often work is resumed that was interrupted: it may be what ended the process.
const MOST_INTERRUPTIONS: u32 = 5;

/// A piece of work that takes longer than an answer may.
#[derive(Clone, Debug)]
pub(in crate::embedded) enum Job {
    /// Looks at what was uploaded, and says what it would change.
    PreviewImport(String),
    /// Imports it.
    Import(String),
    /// Makes an export.
    Export(String),
}

/// Counts that an import or an export was interrupted, and answers whether it was too often.
pub(in crate::embedded) fn is_given_up(tx: &Transaction<'_>, table: &str, id: &str) -> Result<bool> {
    let sql = format!("UPDATE {table} SET interruptions = interruptions + 1 WHERE id = ?1 RETURNING interruptions");
    let interruptions: u32 = tx.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
    Ok(interruptions > MOST_INTERRUPTIONS)
}
