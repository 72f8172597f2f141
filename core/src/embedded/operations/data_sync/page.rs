//! A page of a sync: changes between the last complete copy and the timestamp that the sync is moving to.
//!
//! Data changes when a whole table is replaced or documents are added to it. A newly selected table is sent from its
//! start.

use rusqlite::Transaction;
use serde_json::Value;

use super::progress::Progress;
use crate::api::data_sync::{Columns, SyncSelection, SyncedDocument, Truncation};
use crate::api::response;
use crate::embedded::operations::streaming_export::{columns, keep};
use crate::embedded::records::document::{Change, TableRow, changes_by_id, gone_between};
use crate::error::{Error, ErrorKind, Result};
use crate::model::DeploymentId;

/// Maximum number of documents on a page, and the number of bytes after which it ends. Source: the first is Convex's.
const MAX_DOCUMENTS: usize = 16_384;
const MAX_BYTES: usize = 8 << 20;

/// Contents of a page.
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
        self.truncates.push(response!(Truncation { component: component.to_owned(), table: table.to_owned() }));
    }
}

/// Reads the next page and updates the progress. Returns true at the end.
pub(super) fn read(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    progress: &mut Progress,
    selection: Option<&SyncSelection>,
) -> Result<(Page, bool)> {
    let mut page = Page::default();
    let tables = TableRow::at(tx, deployment, progress.until)?;
    if progress.at.is_none() && progress.since > 0 {
        for (component, name) in gone_between(tx, deployment, (progress.since, progress.until))? {
            let is_present = tables.iter().any(|table| table.component == component && table.name == name);
            if !is_present && columns(selection, &component, &name).is_some() {
                page.truncate(&component, &name);
            }
        }
    }
    let start = progress.at.as_ref().map_or(0, |(table, _)| *table);
    for table in tables.iter().filter(|table| table.id >= start) {
        let Some(columns) = columns(selection, &table.component, &table.name) else { continue };
        if !read_table(tx, table, columns, progress, &mut page)? {
            return Ok((page, false));
        }
    }
    Ok((page, true))
}

/// Reads the changes of a table. Returns true if all of them fit.
fn read_table(
    tx: &Transaction<'_>,
    table: &TableRow,
    selected: Option<&Columns>,
    progress: &mut Progress,
    page: &mut Page,
) -> Result<bool> {
    let was_selected = columns(progress.seen.as_ref(), &table.component, &table.name) == Some(selected);
    let is_known = was_selected && table.ts <= progress.since;
    let after = progress.at.as_ref().filter(|(at, _)| *at == table.id).map(|(_, document)| document.clone());
    if !is_known && after.is_none() {
        page.truncate(&table.component, &table.name);
    }
    let since = if is_known { progress.since } else { table.ts - 1 };
    let mut is_all = true;
    changes_by_id(tx, table, (since, progress.until), &after.unwrap_or_default(), &mut |change| {
        if page.is_full() {
            is_all = false;
            return Ok(false);
        }
        page.bytes += change.text.len();
        page.values.push(to_synced(table, selected, &change)?);
        progress.at = Some((table.id, change.id.to_vec()));
        Ok(true)
    })?;
    Ok(is_all)
}

fn to_synced(table: &TableRow, columns: Option<&Columns>, change: &Change<'_>) -> Result<SyncedDocument> {
    let document: Value = serde_json::from_str(change.text)
        .map_err(|error| Error::new(ErrorKind::Io, "the store is damaged: cannot read a document").caused_by(error))?;
    let Value::Object(mut value) = document else {
        return Err(Error::new(ErrorKind::Io, "the store is damaged: a document is not an object"));
    };
    keep(&mut value, columns);
    let (component, name) = (table.component.clone(), table.name.to_string());
    Ok(response!(SyncedDocument { component, table: name, ts: change.ts, deleted: false, value }))
}
