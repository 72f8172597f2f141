//! `listSnapshot`

use serde::{Deserialize, Serialize};

use super::format::Format;
use super::plan::check_plan;
use super::selection::columns;
use crate::api::response;
use crate::api::streaming_export::{ListSnapshot, SnapshotPage};
use crate::embedded::access::Deployed;
use crate::embedded::records::document::{RETENTION_NS, TableRow, changes_by_id, current_ts, next_ts};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::{Error, ErrorKind, Result};
use crate::keys::hex;

/// Maximum number of documents on a page, and the number of bytes after which it ends. Source: the first is Convex's.
const MAX_DOCUMENTS: usize = 1_024;
const MAX_BYTES: usize = 8 << 20;

impl Handler for ListSnapshot {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<SnapshotPage> {
        check_plan(call, &deployment)?;
        let deployment = deployment.row.id;
        let format = Format::parse(self.streamed.format.as_ref())?;
        let at = self.cursor.as_deref().map(SnapshotPosition::parse).transpose()?.unwrap_or_default();
        let snapshot = match self.snapshot {
            Some(snapshot) => check_age(snapshot, current_ts(call.tx, deployment, call.now)?)?,
            // Later changes get a later timestamp, even within the same clock tick.
            None => next_ts(call.tx, deployment, call.now)?,
        };
        let selection = self.streamed.into_selection();
        let tables = TableRow::at(call.tx, deployment, snapshot)?;
        let mut tables = tables.iter().filter(|table| table.id >= at.table).filter_map(|table| {
            columns(selection.as_ref(), &table.component, &table.name).map(|columns| (table, columns))
        });
        let (mut values, mut bytes, mut next) = (Vec::new(), 0, None);
        if let Some((table, columns)) = tables.next() {
            let after = if table.id == at.table { at.document } else { Vec::new() };
            let mut last = after.clone();
            changes_by_id(call.tx, table, (table.ts - 1, snapshot), &after, &mut |change| {
                if values.len() >= MAX_DOCUMENTS || bytes >= MAX_BYTES {
                    next = Some(SnapshotPosition { table: table.id, document: std::mem::take(&mut last) });
                    return Ok(false);
                }
                bytes += change.text.len();
                values.push(format.to_streamed(table, columns, &change)?);
                last = change.id.to_vec();
                Ok(true)
            })?;
        }
        // As in Convex, a page never contains documents of two tables.
        let next =
            next.or_else(|| tables.next().map(|(table, _)| SnapshotPosition { table: table.id, document: Vec::new() }));
        let cursor = next.map(|next| next.to_cursor()).transpose()?;
        Ok(response!(SnapshotPage { values, snapshot, has_more: cursor.is_some(), cursor }))
    }
}

/// Checks that the snapshot is still available. Convex keeps it for five days.
fn check_age(snapshot: i64, now: i64) -> Result<i64> {
    if snapshot > now {
        return Err(bad_request("SnapshotTooNew", format!("Snapshot value {snapshot} is in the future.")));
    }
    if now.saturating_sub(snapshot) > RETENTION_NS {
        return Err(bad_request("SnapshotTooOld", format!("Snapshot value {snapshot} is too far in the past.")));
    }
    Ok(snapshot)
}

/// Position in a snapshot: after all earlier tables, and after this document of the current table.
#[derive(Default)]
struct SnapshotPosition {
    table: i64,
    document: Vec<u8>,
}

/// A cursor in Convex's form.
#[derive(Serialize, Deserialize)]
struct Cursor {
    tablet: String,
    id: String,
}

impl SnapshotPosition {
    fn parse(cursor: &str) -> Result<Self> {
        let cursor: Option<Cursor> = serde_json::from_str(cursor).ok();
        let at = cursor
            .and_then(|Cursor { tablet, id }| Some(Self { table: tablet.parse().ok()?, document: hex::decode(&id)? }));
        at.ok_or_else(|| {
            let message = "Invalid value for the `cursor` argument of list_snapshot. Use a `cursor` returned by a previous \
                           list_snapshot call, and treat it as an opaque value.";
            bad_request("InvalidListSnapshotCursor", message)
        })
    }

    fn to_cursor(&self) -> Result<String> {
        serde_json::to_string(&Cursor { tablet: self.table.to_string(), id: hex::encode(&self.document) })
            .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the cursor").caused_by(error))
    }
}
