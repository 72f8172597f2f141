//! `listActiveSyncs`

use super::cursor::Cursor;
use super::lifetime::ACTIVE_MS;
use crate::api::Operation;
use crate::api::data_sync::{
    ActiveSync, ActiveSyncStatus, ActiveSyncs, ListActiveSyncs, SnapshotProgress, SyncProgress,
};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::operations::streaming_export::check_plan;
use crate::embedded::paging::{Walk, bad_cursor, limit};
use crate::embedded::records::document::{TableRow, last_change};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::{DeploymentId, Timestamp};

impl Handler for ListActiveSyncs {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<ActiveSyncs> {
        check_plan(call, &deployment)?;
        let before = self.cursor.as_deref().map(|cursor| Cursor::parse(cursor).ok_or_else(bad_cursor)).transpose()?;
        let (time, id) = before.map_or((i64::MAX, String::new()), |cursor| (cursor.last_updated, cursor.sync_id));
        let mut statement = call.tx.prepare_cached(
            "SELECT id, last_updated, synced_ts FROM data_syncs WHERE deployment_id = ?1 AND last_updated > ?2 \
             AND (last_updated, id) < (?3, ?4) ORDER BY last_updated DESC, id DESC",
        )?;
        let oldest = call.now.saturating_sub(ACTIVE_MS);
        let mut rows = statement.query((deployment.row.id, oldest, time, id))?;
        let all = DataTotals::read(call, deployment.row.id)?;
        let mut walk = Walk::new(limit(self.limit, Self::CONTRACT.paging)?);
        while let Some(row) = rows.next()? {
            let (sync_id, last_updated): (String, i64) = (row.get(0)?, row.get(1)?);
            let cursor = Cursor { sync_id: sync_id.clone(), last_updated };
            let sync = response!(ActiveSync {
                sync_id,
                last_updated: Timestamp::from_millis(last_updated),
                status: all.status(row.get(2)?),
            });
            if !walk.step(Some(sync), cursor.to_string()) {
                break;
            }
        }
        let (syncs, pagination) = walk.finish().into_parts();
        Ok(response!(ActiveSyncs { syncs, pagination }))
    }
}

/// All data of the deployment, independent of the sync's selection.
struct DataTotals {
    tables: u64,
    documents: u64,
    last_change: i64,
}

impl DataTotals {
    fn read(call: &RequestContext<'_>, deployment: DeploymentId) -> Result<Self> {
        let tables = TableRow::all(call.tx, deployment)?;
        let documents = tables.iter().map(|table| table.documents).sum();
        Ok(Self { tables: tables.len() as u64, documents, last_change: last_change(call.tx, deployment)? })
    }

    /// Returns the progress of a sync with a complete copy as of a timestamp; 0 for no complete copy yet.
    fn status(&self, synced_ts: i64) -> ActiveSyncStatus {
        let Self { tables: total_tables, documents, last_change } = *self;
        if synced_ts == 0 {
            return ActiveSyncStatus::Snapshotting(response!(SnapshotProgress {
                num_tables_synced: 0,
                total_tables,
                current_component: String::new(),
                current_table: String::new(),
                num_documents_in_current_table: 0,
                total_documents_in_current_table: 0,
                num_documents_synced: 0,
                total_documents: documents,
            }));
        }
        let followed = response!(SyncProgress { total_tables, num_documents_synced: documents, synced_ts });
        if synced_ts < last_change { ActiveSyncStatus::Stale(followed) } else { ActiveSyncStatus::UpToDate(followed) }
    }
}
