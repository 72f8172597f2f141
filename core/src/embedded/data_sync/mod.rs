//! Streaming a deployment's data.

mod cursor;
mod page;
mod progress;

use serde_json::json;

use super::documents::{NS_PER_MS, TableRow, last_change, next_ts};
use super::paging::{Walk, bad_cursor, limit};
use super::refusals::bad_request;
use super::rows::to_sql;
use super::runtime::Handler;
use super::runtime::RequestContext;
use super::streaming_export::{check_plan, fingerprint};
use super::subject::Deployed;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::data_sync::{
    ActiveSync, ActiveSyncStatus, ActiveSyncs, ConsistentAt, DataSync, DataSyncPage, DataSyncStatus, FirstPass,
    FollowedTo, ListActiveSyncs, SnapshotProgress,
};
use crate::api::{Operation, Pagination};
use crate::error::Result;
use cursor::Cursor;
use progress::Progress;

/// How long a sync that is not continued stays active, and its cursor valid: 3 days.
const ACTIVE_MS: i64 = 3 * 24 * 60 * 60 * 1000;

impl Handler for DataSync {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DataSyncPage> {
        check_plan(call, &deployment)?;
        let id = deployment.row.id;
        let mut progress = self.progress(id, call)?;
        let (page, is_all) = page::read(call.tx, id, &mut progress, self.selection.as_ref())?;
        let is_whole = progress.since > 0 && fingerprint(progress.seen.as_ref())? == progress.selection;
        if is_all {
            (progress.since, progress.seen, progress.at) = (progress.until, self.selection, None);
        }
        let Progress { sync_id, since, .. } = &progress;
        let changed = call
            .tx
            .prepare_cached(
                "INSERT INTO data_syncs (id, deployment_id, last_updated, synced_ts) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (id) DO UPDATE SET last_updated = ?3, synced_ts = ?4 WHERE deployment_id = ?2",
            )?
            .execute((sync_id, to_sql(id), call.now, since))?;
        if changed == 0 {
            return Err(bad_cursor());
        }
        let snapshot_ts = *since;
        let status = if is_all && last_change(call.tx, id)? <= snapshot_ts {
            DataSyncStatus::UpToDate(ConsistentAt { snapshot_ts })
        } else if is_all || is_whole {
            DataSyncStatus::Stale(ConsistentAt { snapshot_ts })
        } else {
            DataSyncStatus::Snapshotting(FirstPass {})
        };
        Ok(DataSyncPage {
            status,
            truncates: page.truncates,
            values: page.values,
            sync_id: sync_id.clone(),
            pagination: Pagination { has_more: true, next_cursor: Some(progress.to_string()) },
        })
    }
}

trait Begun {
    /// How far the sync is before this page.
    fn progress(&self, deployment: u64, call: &RequestContext<'_>) -> Result<Progress>;
}

impl Begun for DataSync {
    fn progress(&self, deployment: u64, call: &RequestContext<'_>) -> Result<Progress> {
        // What changes from now on is later than this, however fast it comes.
        let (now_ts, selection) = (next_ts(call.tx, deployment, call.now)?, fingerprint(self.selection.as_ref())?);
        let Some(cursor) = &self.cursor else {
            let sync_id = call.context.random.opaque_id()?;
            let note = json!({ "syncId": sync_id });
            call.note_on_deployment(deployment, &DeploymentAuditAction::CreateDataSync, &note)?;
            return Ok(Progress {
                sync_id,
                made_at: call.now,
                since: 0,
                until: now_ts,
                seen: None,
                selection,
                at: None,
            });
        };
        let sent = Progress::parse(cursor).ok_or_else(bad_cursor)?;
        check_age(sent.made_at, call.now)?;
        if sent.at.is_some() && sent.selection == selection {
            // What is gone since then is kept no longer than this.
            check_age(sent.until / NS_PER_MS, call.now)?;
            return Ok(Progress { made_at: call.now, ..sent });
        }
        // Whatever was sent on the way to the last moment, the way to this one begins where the copy was whole.
        Ok(Progress { made_at: call.now, until: now_ts, selection, at: None, ..sent })
    }
}

/// Source: cursors expire after about 3 days, with `DataSyncCursorExpired`.
fn check_age(made_at: i64, now: i64) -> Result<()> {
    if now.saturating_sub(made_at) > ACTIVE_MS {
        return Err(bad_request("DataSyncCursorExpired", "the cursor is older than 3 days")
            .help("begin again without a cursor"));
    }
    Ok(())
}

impl Handler for ListActiveSyncs {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<ActiveSyncs> {
        check_plan(call, &deployment)?;
        let before = self.cursor.as_deref().map(|cursor| Cursor::parse(cursor).ok_or_else(bad_cursor)).transpose()?;
        let (time, id) = before.map_or((i64::MAX, String::new()), |cursor| (cursor.made_at, cursor.sync_id));
        let mut statement = call.tx.prepare_cached(
            "SELECT id, last_updated, synced_ts FROM data_syncs WHERE deployment_id = ?1 AND last_updated > ?2 \
             AND (last_updated, id) < (?3, ?4) ORDER BY last_updated DESC, id DESC",
        )?;
        let oldest = call.now.saturating_sub(ACTIVE_MS);
        let mut rows = statement.query((to_sql(deployment.row.id), oldest, time, id))?;
        let all = All::read(call, deployment.row.id)?;
        let mut walk = Walk::new(limit(self.limit, Self::CONTRACT.paging)?);
        while let Some(row) = rows.next()? {
            let (sync_id, last_updated): (String, i64) = (row.get(0)?, row.get(1)?);
            let cursor = Cursor { sync_id: sync_id.clone(), made_at: last_updated };
            let sync = ActiveSync { sync_id, last_updated, status: all.status(row.get(2)?) };
            if !walk.step(Some(sync), cursor.to_string()) {
                break;
            }
        }
        let (syncs, pagination) = walk.finish().into_parts();
        Ok(ActiveSyncs { syncs, pagination })
    }
}

/// What there is to be synced: everything, whatever a sync selects.
struct All {
    tables: u64,
    documents: u64,
    last_change: i64,
}

impl All {
    fn read(call: &RequestContext<'_>, deployment: u64) -> Result<Self> {
        let tables = TableRow::all(call.tx, deployment)?;
        let documents = tables.iter().map(|table| table.documents).sum();
        Ok(Self { tables: tables.len() as u64, documents, last_change: last_change(call.tx, deployment)? })
    }

    /// How far a sync is whose copy is as the data was at a time; 0 where the copy is still being made.
    fn status(&self, synced_ts: i64) -> ActiveSyncStatus {
        let Self { tables: total_tables, documents, last_change } = *self;
        if synced_ts == 0 {
            return ActiveSyncStatus::Snapshotting(SnapshotProgress {
                num_tables_synced: 0,
                total_tables,
                current_component: String::new(),
                current_table: String::new(),
                num_documents_in_current_table: 0,
                total_documents_in_current_table: 0,
                num_documents_synced: 0,
                total_documents: documents,
            });
        }
        let followed = FollowedTo { total_tables, num_documents_synced: documents, synced_ts };
        if synced_ts < last_change { ActiveSyncStatus::Stale(followed) } else { ActiveSyncStatus::UpToDate(followed) }
    }
}
