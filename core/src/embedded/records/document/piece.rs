//! Contents of stored files.

use rusqlite::{OptionalExtension, Transaction};

use crate::error::Result;

/// Length of the pieces of a stored file, except for its last one.
pub(in crate::embedded) const PIECE_LEN: u64 = 1 << 20;

/// Appends a piece to a stored file.
pub(in crate::embedded) fn put_piece(tx: &Transaction<'_>, table: i64, id: &[u8], content: &[u8]) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO stored_pieces (table_id, id, number, content) \
         SELECT ?1, ?2, coalesce(max(number) + 1, 1), ?3 FROM stored_pieces WHERE table_id = ?1 AND id = ?2",
    )?
    .execute((table, id, content))?;
    Ok(())
}

/// Returns the next piece of a stored file after `number`, with its number.
pub(in crate::embedded) fn next_piece(
    tx: &Transaction<'_>,
    table: i64,
    id: &[u8],
    number: u32,
) -> Result<Option<(u32, Vec<u8>)>> {
    let mut statement = tx.prepare_cached(
        "SELECT number, content FROM stored_pieces WHERE table_id = ?1 AND id = ?2 AND number > ?3 \
         ORDER BY number LIMIT 1",
    )?;
    Ok(statement.query_row((table, id, number), |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}
