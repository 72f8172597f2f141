//! Reads the documents of a table.

use std::fmt;

use rusqlite::{Rows, Transaction};

use super::table::TableRow;
use crate::error::Result;
use crate::keys::hex;
use crate::model::DeploymentId;

/// A stored document.
pub(in crate::embedded) struct Stored<'a> {
    pub(in crate::embedded) id: &'a [u8],
    pub(in crate::embedded) text: &'a str,
}

/// Passes the documents of a table after the ID `after` to `see`, in order of their IDs, until `see` returns false.
pub(in crate::embedded) fn after_id(
    tx: &Transaction<'_>,
    table: i64,
    after: &[u8],
    see: &mut dyn FnMut(Stored<'_>) -> Result<bool>,
) -> Result<()> {
    let mut statement =
        tx.prepare_cached("SELECT id, document FROM documents WHERE table_id = ?1 AND id > ?2 ORDER BY id")?;
    let mut rows = statement.query((table, after))?;
    while let Some(row) = rows.next()? {
        let stored = Stored {
            id: row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?,
            text: row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?,
        };
        if !see(stored)? {
            break;
        }
    }
    Ok(())
}

/// Order of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Order {
    /// Oldest first.
    Ascending,
    /// Newest first.
    Descending,
}

/// Position of a document in the order of creation.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::embedded) struct Place {
    time: f64,
    id: Vec<u8>,
}

impl Place {
    /// Parses a position; `None` if it is malformed.
    pub(in crate::embedded) fn parse(text: &str) -> Option<Self> {
        let (time, id) = text.split_once('.')?;
        let time = f64::from_bits(u64::from_str_radix(time, 16).ok()?);
        Some(Self { time, id: hex::decode(id)? })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}.{}", self.time.to_bits(), hex::encode(&self.id))
    }
}

/// Passes the documents of a table after a position to `see`, in order of creation, until `see` returns false.
pub(in crate::embedded) fn by_creation_time(
    tx: &Transaction<'_>,
    table: i64,
    order: Order,
    after: Option<&Place>,
    see: &mut dyn FnMut(Place, &str) -> Result<bool>,
) -> Result<()> {
    let sql = match order {
        Order::Ascending => {
            "SELECT creation_time, id, document FROM documents WHERE table_id = ?1 AND (creation_time, id) > (?2, ?3) \
             ORDER BY creation_time, id"
        }
        Order::Descending => {
            "SELECT creation_time, id, document FROM documents WHERE table_id = ?1 AND (creation_time, id) < (?2, ?3) \
             ORDER BY creation_time DESC, id DESC"
        }
    };
    let begin = match order {
        Order::Ascending => Place { time: f64::NEG_INFINITY, id: Vec::new() },
        Order::Descending => Place { time: f64::INFINITY, id: Vec::new() },
    };
    let Place { time, id } = after.unwrap_or(&begin);
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query((table, time, id))?;
    while let Some(row) = rows.next()? {
        let place = Place { time: row.get(0)?, id: row.get(1)? };
        if !see(place, row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)? {
            break;
        }
    }
    Ok(())
}

/// A document that was added to its table.
pub(in crate::embedded) struct Change<'a> {
    pub(in crate::embedded) id: &'a [u8],
    /// Timestamp of the addition.
    pub(in crate::embedded) ts: i64,
    pub(in crate::embedded) text: &'a str,
}

/// Passes the documents that were added to a table between two timestamps, after the ID `after`, to `see`, in order of
/// their IDs, until `see` returns false.
pub(in crate::embedded) fn changes_by_id(
    tx: &Transaction<'_>,
    table: &TableRow,
    (since, until): (i64, i64),
    after: &[u8],
    see: &mut dyn FnMut(Change<'_>) -> Result<bool>,
) -> Result<()> {
    let (since, until) = (since.saturating_sub(table.ts), until.saturating_sub(table.ts));
    let sql = if is_few(tx, table, since)? {
        // Found by the index on timestamps, then sorted.
        "SELECT id, ts, document FROM documents INDEXED BY documents_by_ts \
         WHERE table_id = ?1 AND id > ?2 AND ts > ?3 AND ts <= ?4 ORDER BY id"
    } else {
        "SELECT id, ts, document FROM documents INDEXED BY documents_by_id \
         WHERE table_id = ?1 AND id > ?2 AND ts > ?3 AND ts <= ?4 ORDER BY id"
    };
    let mut statement = tx.prepare_cached(sql)?;
    let bounds = (table.id, after, since, until);
    show(table, &mut statement.query(bounds)?, see)
}

/// Checks if few enough documents were added after a timestamp that sorting them is cheaper than scanning the table.
fn is_few(tx: &Transaction<'_>, table: &TableRow, since: i64) -> Result<bool> {
    const FEW: i64 = 20_000;
    let mut statement =
        tx.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM documents WHERE table_id = ?1 AND ts > ?2 LIMIT ?3)")?;
    let found: i64 = statement.query_row((table.id, since, FEW + 1), |row| row.get(0))?;
    Ok(found <= FEW)
}

/// Passes the documents that were added to a table between two timestamps to `see`, in order of time, until `see`
/// returns false.
pub(in crate::embedded) fn changes_by_ts(
    tx: &Transaction<'_>,
    table: &TableRow,
    (since, until): (i64, i64),
    see: &mut dyn FnMut(Change<'_>) -> Result<bool>,
) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "SELECT id, ts, document FROM documents WHERE table_id = ?1 AND ts > ?2 AND ts <= ?3 ORDER BY ts, position",
    )?;
    let bounds = (table.id, since.saturating_sub(table.ts), until.saturating_sub(table.ts));
    show(table, &mut statement.query(bounds)?, see)
}

/// Returns the first timestamps at which documents were added between two timestamps, one per document.
pub(in crate::embedded) fn moments_between(
    tx: &Transaction<'_>,
    table: &TableRow,
    (since, until): (i64, i64),
    limit: usize,
) -> Result<Vec<i64>> {
    let mut statement = tx.prepare_cached(
        "SELECT ts + ?4 FROM documents WHERE table_id = ?1 AND ts > ?2 AND ts <= ?3 ORDER BY ts LIMIT ?5",
    )?;
    let bounds = (since.saturating_sub(table.ts), until.saturating_sub(table.ts));
    let found = statement.query_map((table.id, bounds.0, bounds.1, table.ts, limit as i64), |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn show(table: &TableRow, rows: &mut Rows<'_>, see: &mut dyn FnMut(Change<'_>) -> Result<bool>) -> Result<()> {
    while let Some(row) = rows.next()? {
        let (id, text) = (row.get_ref(0)?.as_blob(), row.get_ref(2)?.as_str());
        let (id, text) = (id.map_err(rusqlite::Error::from)?, text.map_err(rusqlite::Error::from)?);
        if !see(Change { id, ts: table.ts.saturating_add(row.get(1)?), text })? {
            break;
        }
    }
    Ok(())
}

/// Returns the tables that were replaced or deleted between two timestamps, by component and name.
pub(in crate::embedded) fn gone_between(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    (since, until): (i64, i64),
) -> Result<Vec<(String, String)>> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT component, name FROM data_tables \
         WHERE deployment_id = ?1 AND state = 'gone' AND gone_ts > ?2 AND gone_ts <= ?3 ORDER BY component, name",
    )?;
    let found = statement.query_map((deployment, since, until), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Checks if a table has a document with this ID.
pub(in crate::embedded) fn has(tx: &Transaction<'_>, table: i64, id: &[u8]) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM documents WHERE table_id = ?1 AND id = ?2")?.exists((table, id))?)
}
