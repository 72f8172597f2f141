//! Resumes imports interrupted by a crash.

use rusqlite::Transaction;

use crate::embedded::records::import::{ImportRow, ImportState};
use crate::embedded::records::job::{Job, is_given_up};
use crate::error::Result;
use crate::model::DeploymentId;

/// Returns the deployment of an import; `None` if the import was deleted.
pub(in crate::embedded) fn deployment_of(tx: &Transaction<'_>, id: &str) -> Result<Option<DeploymentId>> {
    Ok(ImportRow::by_id(tx, id)?.map(|import| import.deployment))
}

/// Checks if any import is unfinished.
pub(in crate::embedded) fn is_any_pending(tx: &Transaction<'_>) -> Result<bool> {
    Ok(tx.prepare_cached("SELECT 1 FROM imports WHERE is_open = 1 LIMIT 1")?.exists([])?)
}

/// Returns the jobs of unfinished imports, in start order.
pub(in crate::embedded) fn pending(tx: &Transaction<'_>) -> Result<Vec<Job>> {
    let jobs = open_ids(tx)?.into_iter().map(|id| {
        let import = ImportRow::by_id(tx, &id)?;
        let is_uploaded = import.is_some_and(|import| import.state == ImportState::Uploaded);
        Ok(if is_uploaded { Job::PreviewImport(id) } else { Job::Import(id) })
    });
    jobs.collect()
}

fn open_ids(tx: &Transaction<'_>) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached("SELECT id FROM imports WHERE is_open = 1 ORDER BY position")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Resets interrupted imports and deletes their hidden tables.
pub(in crate::embedded) fn restart_interrupted(tx: &Transaction<'_>) -> Result<()> {
    tx.prepare_cached("DELETE FROM data_tables WHERE state = 'hidden'")?.execute([])?;
    for id in open_ids(tx)? {
        let Some(import) = ImportRow::by_id(tx, &id)? else { continue };
        if is_given_up(tx, "imports", &id)? {
            let message = "The import was interrupted too often, and nothing was imported.";
            import.fail(tx, message.to_owned())?;
            import.remove_file(tx)?;
        } else if import.state != ImportState::Uploaded {
            import.set_state(tx, &ImportState::started())?;
        }
    }
    Ok(())
}
