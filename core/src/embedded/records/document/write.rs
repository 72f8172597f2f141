//! Writing documents, and making tables what they are to be.

use rusqlite::Transaction;
use rusqlite::types::{ToSqlOutput, ValueRef};

use super::batch::Batch;
use super::table::TableRow;
use crate::embedded::records::to_sql;
use crate::embedded::refusals::bad_request;
use crate::embedded::store::is_taken;
use crate::error::{Error, Result};
use crate::model::DeploymentId;

/// How many documents of what is gone are removed at a time, and how many pieces of stored files.
const BATCH: usize = 10_000;
const PIECES: usize = 32;

/// How many documents come into a table at the same moment at most, and after how many bytes the next moment begins.
/// Source: the first is Convex's limit of a page of what changed, which never ends within a moment.
const MOMENT_DOCUMENTS: usize = 128;
const MOMENT_LEN: usize = 1 << 20;

/// How long what is gone is kept for those who follow the data. Source: so old may be what Convex lists as a snapshot.
pub(in crate::embedded) const KEPT_NS: i64 = 5 * 24 * 60 * 60 * 1_000_000_000;

/// Puts documents into a table.
///
/// # Errors
/// `InvalidInput` with the code `DuplicateId` where the table has one with the same id.
pub(in crate::embedded) fn insert(tx: &Transaction<'_>, table: i64, name: &str, batch: &Batch) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO documents (table_id, id, creation_time, ts, document) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut together = Together::behind(moments(tx, table)?);
    let mut bytes = 0_u64;
    for document in &batch.documents {
        let text = batch.text(document);
        let ts = together.next_ts(text.len());
        let text = ToSqlOutput::Borrowed(ValueRef::Text(text));
        let row = (table, document.id.as_slice(), document.creation_time, ts, text);
        statement.execute(row).map_err(|error| repeated(error, name))?;
        bytes = bytes.saturating_add(document.size);
    }
    tx.prepare_cached("UPDATE data_tables SET documents = documents + ?2, bytes = bytes + ?3 WHERE id = ?1")?
        .execute((table, batch.documents.len() as i64, to_sql(bytes)))?;
    Ok(())
}

/// Gives documents their moments: as many have the same one as a page of what changed may have.
struct Together {
    ts: i64,
    documents: usize,
    bytes: usize,
}

impl Together {
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

/// How many moments the documents of a table have, one after the other.
pub(in crate::embedded) fn moments(tx: &Transaction<'_>, table: i64) -> Result<i64> {
    let mut statement = tx.prepare_cached("SELECT coalesce(max(ts) + 1, 0) FROM documents WHERE table_id = ?1")?;
    Ok(statement.query_row([table], |row| row.get(0))?)
}

/// Moves all documents of a hidden table to the end of one that is there, from a time on.
///
/// # Errors
/// As [`insert`].
pub(in crate::embedded) fn move_into(tx: &Transaction<'_>, hidden: i64, table: &TableRow, ts: i64) -> Result<()> {
    tx.prepare_cached("UPDATE stored_pieces SET table_id = ?2 WHERE table_id = ?1")?
        .execute((hidden, table.id))
        .map_err(|error| repeated(error, &table.name))?;
    let mut statement = tx.prepare_cached("UPDATE documents SET table_id = ?2, ts = ts + ?3 WHERE table_id = ?1")?;
    statement.execute((hidden, table.id, ts.saturating_sub(table.ts))).map_err(|error| repeated(error, &table.name))?;
    tx.prepare_cached(
        "UPDATE data_tables AS t SET documents = t.documents + h.documents, bytes = t.bytes + h.bytes \
         FROM data_tables AS h WHERE t.id = ?2 AND h.id = ?1",
    )?
    .execute((hidden, table.id))?;
    tx.prepare_cached("DELETE FROM data_tables WHERE id = ?1")?.execute([hidden])?;
    Ok(())
}

fn repeated(error: rusqlite::Error, table: &str) -> Error {
    if is_taken(&error) {
        return bad_request("DuplicateId", format!("Objects in table \"{table}\" have duplicate _id fields"));
    }
    error.into()
}

/// Makes a hidden table the one that is there.
pub(in crate::embedded) fn activate(tx: &Transaction<'_>, hidden: i64, ts: i64) -> Result<()> {
    tx.prepare_cached("UPDATE data_tables SET state = 'active', ts = ?2 WHERE id = ?1")?.execute((hidden, ts))?;
    Ok(())
}

/// Takes a table out of sight.
pub(in crate::embedded) fn discard(tx: &Transaction<'_>, table: i64, ts: i64) -> Result<()> {
    tx.prepare_cached("UPDATE data_tables SET state = 'gone', gone_ts = ?2 WHERE id = ?1")?.execute((table, ts))?;
    Ok(())
}

/// Removes some of what is gone for long, and says whether there may be more. Whoever writes need not wait long.
pub(in crate::embedded) fn remove_gone(tx: &Transaction<'_>, deployment: DeploymentId, now_ts: i64) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "SELECT id FROM data_tables WHERE deployment_id = ?1 AND state = 'gone' AND gone_ts <= ?2 LIMIT 1",
    )?;
    let mut found = statement.query((deployment, now_ts.saturating_sub(KEPT_NS)))?;
    let Some(table) = found.next()?.map(|row| row.get::<_, i64>(0)).transpose()? else { return Ok(false) };
    let is_empty = remove_some(tx, "stored_pieces", table, PIECES)? && remove_some(tx, "documents", table, BATCH)?;
    if is_empty {
        tx.prepare_cached("DELETE FROM data_tables WHERE id = ?1")?.execute([table])?;
    }
    Ok(true)
}

/// Removes some rows of a table that is gone, and says whether those were the last.
fn remove_some(tx: &Transaction<'_>, rows: &str, table: i64, batch: usize) -> Result<bool> {
    let sql =
        format!("DELETE FROM {rows} WHERE position IN (SELECT position FROM {rows} WHERE table_id = ?1 LIMIT ?2)");
    Ok(tx.prepare_cached(&sql)?.execute((table, batch as i64))? < batch)
}
