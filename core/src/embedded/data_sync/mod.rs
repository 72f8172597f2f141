//! Streaming a deployment's data. There are no documents yet, so each sync is at its end from the first page on.

mod cursor;

use serde_json::json;

use super::behaviour::Behaviour;
use super::call::Call;
use super::paging::{Walk, bad_cursor, limit};
use super::refusals::{bad_request, not_in_plan};
use super::rows::to_sql;
use super::subject::Deployed;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::data_sync::{
    ActiveSync, ActiveSyncStatus, ActiveSyncs, ConsistentAt, DataSync, DataSyncPage, DataSyncStatus, FollowedTo,
    ListActiveSyncs,
};
use crate::api::{Operation, Pagination};
use crate::error::Result;
use crate::model::TeamId;
use cursor::Cursor;

/// How long a sync that is not continued stays active, and its cursor valid: 3 days.
const ACTIVE_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// Database timestamps are nanoseconds.
const NS_PER_MS: i64 = 1_000_000;

impl Behaviour for DataSync {
    type Subject = Deployed;

    fn find(&self, call: &Call<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut Call<'_>) -> Result<DataSyncPage> {
        check_plan(call, &deployment)?;
        let id = deployment.row.id;
        let sync_id = match &self.cursor {
            Some(cursor) => Cursor::parse(cursor).ok_or_else(bad_cursor)?.check(call.now)?.sync_id,
            None => {
                let sync_id = call.context.random.opaque_id()?;
                call.note_on_deployment(id, &DeploymentAuditAction::CreateDataSync, &json!({ "syncId": sync_id }))?;
                sync_id
            }
        };
        let snapshot_ts = call.now.saturating_mul(NS_PER_MS);
        let changed = call
            .tx
            .prepare_cached(
                "INSERT INTO data_syncs (id, deployment_id, last_updated, synced_ts) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (id) DO UPDATE SET last_updated = ?3, synced_ts = ?4 WHERE deployment_id = ?2",
            )?
            .execute((&sync_id, to_sql(id), call.now, snapshot_ts))?;
        if changed == 0 {
            return Err(bad_cursor());
        }
        let next = Cursor { sync_id: sync_id.clone(), made_at: call.now };
        Ok(DataSyncPage {
            status: DataSyncStatus::UpToDate(ConsistentAt { snapshot_ts }),
            truncates: Vec::new(),
            values: Vec::new(),
            sync_id,
            pagination: Pagination { has_more: true, next_cursor: Some(next.to_string()) },
        })
    }
}

impl Cursor {
    /// Source: cursors expire after about 3 days, with `DataSyncCursorExpired`.
    fn check(self, now: i64) -> Result<Self> {
        if now.saturating_sub(self.made_at) > ACTIVE_MS {
            return Err(bad_request("DataSyncCursorExpired", "the cursor is older than 3 days")
                .help("begin again without a cursor"));
        }
        Ok(self)
    }
}

impl Behaviour for ListActiveSyncs {
    type Subject = Deployed;

    fn find(&self, call: &Call<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut Call<'_>) -> Result<ActiveSyncs> {
        check_plan(call, &deployment)?;
        let before = self.cursor.as_deref().map(|cursor| Cursor::parse(cursor).ok_or_else(bad_cursor)).transpose()?;
        let (time, id) = before.map_or((i64::MAX, String::new()), |cursor| (cursor.made_at, cursor.sync_id));
        let mut statement = call.tx.prepare_cached(
            "SELECT id, last_updated, synced_ts FROM data_syncs WHERE deployment_id = ?1 AND last_updated > ?2 \
             AND (last_updated, id) < (?3, ?4) ORDER BY last_updated DESC, id DESC",
        )?;
        let oldest = call.now.saturating_sub(ACTIVE_MS);
        let mut rows = statement.query((to_sql(deployment.row.id), oldest, time, id))?;
        let mut walk = Walk::new(limit(self.limit, Self::CONTRACT.paging)?);
        while let Some(row) = rows.next()? {
            let (sync_id, last_updated): (String, i64) = (row.get(0)?, row.get(1)?);
            let cursor = Cursor { sync_id: sync_id.clone(), made_at: last_updated };
            let progress = FollowedTo { total_tables: 0, num_documents_synced: 0, synced_ts: row.get(2)? };
            let sync = ActiveSync { sync_id, last_updated, status: ActiveSyncStatus::UpToDate(progress) };
            if !walk.step(Some(sync), cursor.to_string()) {
                break;
            }
        }
        let (syncs, pagination) = walk.finish().into_parts();
        Ok(ActiveSyncs { syncs, pagination })
    }
}

fn check_plan(call: &Call<'_>, deployment: &Deployed) -> Result<()> {
    let plan = call.team(TeamId(deployment.row.team_id))?.plan;
    if plan.has_streaming_export() { Ok(()) } else { Err(not_in_plan("streaming export", plan)) }
}
