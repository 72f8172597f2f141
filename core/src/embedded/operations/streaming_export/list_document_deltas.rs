//! `listDocumentDeltas`
//!
//! As in Convex, deltas cover existing tables only: documents deleted with their table are not reported.

use rusqlite::Transaction;

use super::format::Format;
use super::plan::check_plan;
use super::selection::columns;
use crate::api::data_sync::Columns;
use crate::api::response;
use crate::api::streaming_export::{DocumentDeltas, ListDocumentDeltas};
use crate::embedded::access::Deployed;
use crate::embedded::records::document::{TableRow, changes_by_ts, moments_between, next_ts};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

/// Number of documents after which a page ends, including all changes at the same timestamp. Source: Convex's own.
const MAX_DOCUMENTS: usize = 128;

impl Handler for ListDocumentDeltas {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DocumentDeltas> {
        check_plan(call, &deployment)?;
        let deployment = deployment.row.id;
        let required = || bad_request("DocumentDeltasCursorRequired", "/api/document_deltas requires a cursor");
        let since = self.cursor.ok_or_else(required)?;
        let format = Format::parse(self.streamed.format.as_ref())?;
        let selection = self.streamed.into_selection();
        let tables = TableRow::all(call.tx, deployment)?;
        let selected = tables.iter().filter_map(|table| {
            columns(selection.as_ref(), &table.component, &table.name).map(|columns| (table, columns))
        });
        let selected: Vec<_> = selected.collect();
        // Later changes get a later timestamp, even within the same clock tick.
        let now_ts = next_ts(call.tx, deployment, call.now)?;
        let end = end_of_page(call.tx, &selected, (since, now_ts))?;
        let cursor = end.unwrap_or(now_ts);
        let mut values = Vec::new();
        for (table, columns) in selected {
            changes_by_ts(call.tx, table, (since, cursor), &mut |change| {
                let document = format.to_streamed(table, columns, &change)?;
                values.push(document);
                Ok(true)
            })?;
        }
        values.iter_mut().for_each(|document| document.deleted = Some(false));
        values.sort_by_key(|document| document.ts);
        Ok(response!(DocumentDeltas { values, cursor, has_more: end.is_some() }))
    }
}

/// Returns the timestamp at which a page is full; `None` if it never is.
fn end_of_page(
    tx: &Transaction<'_>,
    tables: &[(&TableRow, Option<&Columns>)],
    (since, until): (i64, i64),
) -> Result<Option<i64>> {
    // At most one page of documents shares a timestamp, so this many show if more follow.
    const ENOUGH: usize = 2 * MAX_DOCUMENTS + 1;
    let mut moments = Vec::new();
    for (table, _) in tables {
        moments.extend(moments_between(tx, table, (since, until), ENOUGH)?);
        moments.sort_unstable();
        moments.truncate(ENOUGH);
    }
    let Some(end) = moments.get(MAX_DOCUMENTS - 1).copied() else { return Ok(None) };
    Ok(moments.last().is_some_and(|last| *last > end).then_some(end))
}
