//! Resumes exports interrupted by a crash.

use rusqlite::Transaction;

use crate::embedded::records::export::{ExportRow, ExportState};
use crate::embedded::records::file;
use crate::embedded::records::job::{Job, is_given_up};
use crate::error::Result;
use crate::model::DeploymentId;

/// Returns the deployment of an export; `None` if the export was deleted.
pub(in crate::embedded) fn deployment_of(tx: &Transaction<'_>, id: &str) -> Result<Option<DeploymentId>> {
    Ok(ExportRow::by_id(tx, id)?.map(|export| export.deployment))
}

/// Checks if any export is unfinished.
pub(in crate::embedded) fn is_any_pending(tx: &Transaction<'_>) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM exports WHERE is_open = 1 LIMIT 1")?.exists([])?)
}

/// Returns the jobs of unfinished exports, in request order.
pub(in crate::embedded) fn pending(tx: &Transaction<'_>) -> Result<Vec<Job>> {
    Ok(open_ids(tx)?.into_iter().map(Job::Export).collect())
}

fn open_ids(tx: &Transaction<'_>) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached("SELECT id FROM exports WHERE is_open = 1 ORDER BY position")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Resets interrupted exports and deletes their partial files.
pub(in crate::embedded) fn restart_interrupted(tx: &Transaction<'_>, now: i64) -> Result<()> {
    for id in open_ids(tx)? {
        let Some(export) = ExportRow::by_id(tx, &id)? else { continue };
        file::remove(tx, &export.output_file())?;
        if is_given_up(tx, "exports", &id)? {
            export.fail(tx, now)?;
        } else {
            export.set_state(tx, &ExportState::Requested {}, None)?;
        }
    }
    Ok(())
}
