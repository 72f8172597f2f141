//! `dataSync`

use serde_json::json;

use super::lifetime::ACTIVE_MS;
use super::page;
use super::progress::Progress;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::data_sync::{ConsistentAt, DataSync, DataSyncPage, DataSyncStatus, FirstPass};
use crate::api::{Pagination, response};
use crate::embedded::access::Deployed;
use crate::embedded::operations::streaming_export::{check_plan, fingerprint};
use crate::embedded::paging::bad_cursor;
use crate::embedded::records::document::{NS_PER_MS, last_change, next_ts};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::DeploymentId;

impl Handler for DataSync {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DataSyncPage> {
        check_plan(call, &deployment)?;
        let id = deployment.row.id;
        let mut progress = progress(&self, id, call)?;
        let (page, is_last) = page::read(call.tx, id, &mut progress, self.selection.as_ref())?;
        let has_complete_copy = progress.since > 0 && fingerprint(progress.seen.as_ref())? == progress.selection;
        if is_last {
            (progress.since, progress.seen, progress.at) = (progress.until, self.selection, None);
        }
        let Progress { sync_id, since, .. } = &progress;
        let changed = call
            .tx
            .prepare_cached(
                "INSERT INTO data_syncs (id, deployment_id, last_updated, synced_ts) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (id) DO UPDATE SET last_updated = ?3, synced_ts = ?4 WHERE deployment_id = ?2",
            )?
            .execute((sync_id, id, call.now, since))?;
        if changed == 0 {
            return Err(bad_cursor());
        }
        let snapshot_ts = *since;
        let status = if is_last && last_change(call.tx, id)? <= snapshot_ts {
            DataSyncStatus::UpToDate(response!(ConsistentAt { snapshot_ts }))
        } else if is_last || has_complete_copy {
            DataSyncStatus::Stale(response!(ConsistentAt { snapshot_ts }))
        } else {
            DataSyncStatus::Snapshotting(response!(FirstPass {}))
        };
        Ok(response!(DataSyncPage {
            status,
            truncates: page.truncates,
            values: page.values,
            sync_id: sync_id.clone(),
            pagination: response!(Pagination { has_more: true, next_cursor: Some(progress.to_string()) }),
        }))
    }
}

/// Returns the progress of the sync before this page.
fn progress(sync: &DataSync, deployment: DeploymentId, call: &RequestContext<'_>) -> Result<Progress> {
    // Later changes get a later timestamp, even within the same clock tick.
    let (now_ts, selection) = (next_ts(call.tx, deployment, call.now)?, fingerprint(sync.selection.as_ref())?);
    let Some(cursor) = &sync.cursor else {
        let sync_id = call.context.random.opaque_id()?;
        let note = json!({ "syncId": sync_id });
        call.note_on_deployment(deployment, &DeploymentAuditAction::CreateDataSync, &note)?;
        return Ok(Progress {
            sync_id,
            created_at: call.now,
            since: 0,
            until: now_ts,
            seen: None,
            selection,
            at: None,
        });
    };
    let sent = Progress::parse(cursor).ok_or_else(bad_cursor)?;
    check_age(sent.created_at, call.now)?;
    if sent.at.is_some() && sent.selection == selection {
        // Replaced and deleted tables are kept only this long.
        check_age(sent.until / NS_PER_MS, call.now)?;
        return Ok(Progress { created_at: call.now, ..sent });
    }
    // The next round starts at the last complete copy.
    Ok(Progress { created_at: call.now, until: now_ts, selection, at: None, ..sent })
}

/// Source: cursors expire after about 3 days, with `DataSyncCursorExpired`.
fn check_age(created_at: i64, now: i64) -> Result<()> {
    if now.saturating_sub(created_at) > ACTIVE_MS {
        return Err(bad_request("DataSyncCursorExpired", "the cursor is older than 3 days")
            .help("start a new sync without a cursor"));
    }
    Ok(())
}
