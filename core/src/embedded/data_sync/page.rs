//! A page of a sync: what changed in the tables since the copy was whole.
//!
//! Documents change only by whole tables, which begin anew, and by more of them that are added.

use rusqlite::Transaction;
use serde_json::Value;

use super::progress::Progress;
use super::selected::{columns, keep};
use crate::api::data_sync::{Columns, Selection, SyncedDocument, Truncation};
use crate::embedded::documents::{Change, TableRow, changes_since, gone_since};
use crate::error::{Error, ErrorKind, Result};

/// How many documents a page has at most, and after how many bytes it ends. Source: the first is Convex's.
const MAX_DOCUMENTS: usize = 16_384;
const MAX_BYTES: usize = 8 << 20;

/// What a page holds.
#[derive(Default)]
pub(super) struct Page {
    pub(super) truncates: Vec<Truncation>,
    pub(super) values: Vec<SyncedDocument>,
    bytes: usize,
}

impl Page {
    fn is_full(&self) -> bool {
        self.values.len() >= MAX_DOCUMENTS || self.bytes >= MAX_BYTES
    }

    fn truncate(&mut self, component: &str, table: &str) {
        self.truncates.push(Truncation { component: component.to_owned(), table: table.to_owned() });
    }
}

/// Reads the next page, and notes how far the sync is then; says whether that is the end.
pub(super) fn read(
    tx: &Transaction<'_>,
    deployment: u64,
    progress: &mut Progress,
    selection: Option<&Selection>,
) -> Result<(Page, bool)> {
    let mut page = Page::default();
    let mut tables = TableRow::all(tx, deployment)?;
    // In the order in which they were made, so that one that comes meanwhile is not passed over.
    tables.sort_by_key(|table| table.id);
    if progress.at.is_none() && progress.since > 0 {
        for (component, name) in gone_since(tx, deployment, progress.since)? {
            let is_there = tables.iter().any(|table| table.component == component && table.name == name);
            if !is_there && columns(selection, &component, &name).is_some() {
                page.truncate(&component, &name);
            }
        }
    }
    let (begun, after) = progress.at.clone().map_or((0, None), |(table, document)| (table, Some(document)));
    for table in tables.iter().filter(|table| table.id >= begun) {
        let Some(columns) = columns(selection, &table.component, &table.name) else { continue };
        let after = after.as_ref().filter(|_| table.id == begun);
        if !read_table(tx, table, columns, after.map(Vec::as_slice), progress, &mut page)? {
            return Ok((page, false));
        }
    }
    Ok((page, true))
}

/// Reads what changed in a table, and says whether that was all.
fn read_table(
    tx: &Transaction<'_>,
    table: &TableRow,
    columns: Option<&Columns>,
    after: Option<&[u8]>,
    progress: &mut Progress,
    page: &mut Page,
) -> Result<bool> {
    let is_new = table.ts > progress.since || progress.since == 0;
    if is_new && after.is_none() {
        page.truncate(&table.component, &table.name);
    }
    let since = if is_new { None } else { Some(progress.since) };
    let mut is_all = true;
    changes_since(tx, table.id, since, after.unwrap_or_default(), &mut |change| {
        if page.is_full() {
            is_all = false;
            return Ok(false);
        }
        page.bytes += change.text.len();
        page.values.push(synced(table, columns, &change)?);
        progress.at = Some((table.id, change.id.to_vec()));
        Ok(true)
    })?;
    Ok(is_all)
}

fn synced(table: &TableRow, columns: Option<&Columns>, change: &Change<'_>) -> Result<SyncedDocument> {
    let document: Value = serde_json::from_str(change.text).map_err(|error| {
        Error::new(ErrorKind::Io, "the store is damaged: a document can't be read").caused_by(error)
    })?;
    let Value::Object(mut value) = document else {
        return Err(Error::new(ErrorKind::Io, "the store is damaged: a document is no object"));
    };
    keep(&mut value, columns);
    let (component, name) = (table.component.clone(), table.name.to_string());
    Ok(SyncedDocument { component, table: name, ts: change.ts.max(table.ts), deleted: false, value })
}
