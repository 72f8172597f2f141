//! Writes documents and changes the state of tables.

use rusqlite::Transaction;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::batch::Batch;
use super::table::TableRow;
use crate::embedded::records::to_sql;
use crate::embedded::refusals::bad_request;
use crate::embedded::store::is_taken;
use crate::error::{Error, Result};
use crate::model::DeploymentId;

/// Number of documents, and of stored files' pieces, that are deleted from a gone table at a time.
const BATCH: usize = 10_000;
const PIECES: usize = 32;

/// Maximum number of documents with the same timestamp, and the number of bytes after which the next one starts.
/// Source: the first is the limit on Convex's pages of deltas, which never end within a timestamp.
const MOMENT_DOCUMENTS: usize = 128;
const MOMENT_LEN: usize = 1 << 20;

/// Retention of gone tables, for clients that stream changes. Source: the maximum age of Convex's snapshots.
pub(in crate::embedded) const RETENTION_NS: i64 = 5 * 24 * 60 * 60 * 1_000_000_000;

/// Inserts documents into a table.
///
/// # Errors
/// `InvalidInput` with the code `DuplicateId` if the table has a document with the same ID.
pub(in crate::embedded) fn insert(tx: &Transaction<'_>, table: i64, name: &str, batch: &Batch) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO documents (table_id, id, creation_time, ts, document) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut together = TimestampAssigner::behind(moments(tx, table)?);
    let mut bytes = 0_u64;
    for document in &batch.documents {
        let text = batch.text(document);
        let ts = together.next_ts(text.len());
        let text = ToSqlOutput::Borrowed(ValueRef::Text(text));
        let row = (table, document.id.as_slice(), document.creation_time, ts, text);
        statement.execute(row).map_err(|error| duplicate_error(error, name))?;
        bytes = bytes.saturating_add(document.size);
    }
    tx.prepare_cached("UPDATE data_tables SET documents = documents + ?2, bytes = bytes + ?3 WHERE id = ?1")?
        .execute((table, batch.documents.len() as i64, to_sql(bytes)))?;
    Ok(())
}

/// Assigns timestamps to documents, so that no timestamp has more documents than a page of deltas.
struct TimestampAssigner {
    ts: i64,
    documents: usize,
    bytes: usize,
}

impl TimestampAssigner {
    fn behind(moments: i64) -> Self {
        Self { ts: moments, documents: 0, bytes: 0 }
    }

    fn next_ts(&mut self, len: usize) -> i64 {
        if self.documents == MOMENT_DOCUMENTS || self.bytes >= MOMENT_LEN {
            *self = Self::behind(self.ts + 1);
        }
        self.documents += 1;
        self.bytes += len;
        self.ts
    }
}

/// Returns the number of consecutive timestamps of a table's documents.
pub(in crate::embedded) fn moments(tx: &Transaction<'_>, table: i64) -> Result<i64> {
    let mut statement = tx.prepare_cached("SELECT coalesce(max(ts) + 1, 0) FROM documents WHERE table_id = ?1")?;
    Ok(statement.query_row([table], |row| row.get(0))?)
}

/// Appends all documents of a hidden table to an active one, starting at a timestamp.
///
/// # Errors
/// As [`insert`].
pub(in crate::embedded) fn move_into(tx: &Transaction<'_>, hidden: i64, table: &TableRow, ts: i64) -> Result<()> {
    tx.prepare_cached("UPDATE stored_pieces SET table_id = ?2 WHERE table_id = ?1")?
        .execute((hidden, table.id))
        .map_err(|error| duplicate_error(error, &table.name))?;
    tx.prepare_cached("UPDATE OR REPLACE stored_uuids SET table_id = ?2 WHERE table_id = ?1")?
        .execute((hidden, table.id))?;
    let mut statement = tx.prepare_cached("UPDATE documents SET table_id = ?2, ts = ts + ?3 WHERE table_id = ?1")?;
    statement
        .execute((hidden, table.id, ts.saturating_sub(table.ts)))
        .map_err(|error| duplicate_error(error, &table.name))?;
    tx.prepare_cached(
        "UPDATE data_tables AS t SET documents = t.documents + h.documents, bytes = t.bytes + h.bytes \
         FROM data_tables AS h WHERE t.id = ?2 AND h.id = ?1",
    )?
    .execute((hidden, table.id))?;
    tx.prepare_cached("DELETE FROM data_tables WHERE id = ?1")?.execute([hidden])?;
    Ok(())
}

fn duplicate_error(error: rusqlite::Error, table: &str) -> Error {
    if is_taken(&error) {
        return bad_request("DuplicateId", format!("Objects in table \"{table}\" have duplicate _id fields"));
    }
    error.into()
}

/// Activates a hidden table.
pub(in crate::embedded) fn activate(tx: &Transaction<'_>, hidden: i64, ts: i64) -> Result<()> {
    tx.prepare_cached("UPDATE data_tables SET state = 'active', ts = ?2 WHERE id = ?1")?.execute((hidden, ts))?;
    Ok(())
}

/// Marks a table as gone.
pub(in crate::embedded) fn discard(tx: &Transaction<'_>, table: i64, ts: i64) -> Result<()> {
    tx.prepare_cached("UPDATE data_tables SET state = 'gone', gone_ts = ?2 WHERE id = ?1")?.execute((table, ts))?;
    Ok(())
}

/// Deletes some data that has been gone for long enough. Returns true if more may remain. Works in small steps to keep
/// other writers from waiting.
pub(in crate::embedded) fn remove_gone(tx: &Transaction<'_>, deployment: DeploymentId, now_ts: i64) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "SELECT id FROM data_tables WHERE deployment_id = ?1 AND state = 'gone' AND gone_ts <= ?2 LIMIT 1",
    )?;
    let mut found = statement.query((deployment, now_ts.saturating_sub(RETENTION_NS)))?;
    let Some(table) = found.next()?.map(|row| row.get::<_, i64>(0)).transpose()? else { return Ok(false) };
    if empty_some(tx, table)? {
        tx.prepare_cached("DELETE FROM data_tables WHERE id = ?1")?.execute([table])?;
    }
    Ok(true)
}

/// Deletes some documents and pieces of a table that is not visible. Returns true if none remain.
pub(in crate::embedded) fn empty_some(tx: &Transaction<'_>, table: i64) -> Result<bool> {
    Ok(remove_some(tx, "stored_pieces", table, PIECES)? && remove_some(tx, "documents", table, BATCH)?)
}

/// Deletes some rows of a table. Returns true if none remain.
fn remove_some(tx: &Transaction<'_>, rows: &str, table: i64, batch: usize) -> Result<bool> {
    let sql =
        format!("DELETE FROM {rows} WHERE position IN (SELECT position FROM {rows} WHERE table_id = ?1 LIMIT ?2)");
    Ok(tx.prepare_cached(&sql)?.execute((table, batch as i64))? < batch)
}
