//! Imports that restore a backup.

use rusqlite::Transaction;

use super::row::{NewImport, Request};
use super::state::ImportState;
use crate::api::imports::{ImportFormat, ImportMode};
use crate::embedded::job::Job;
use crate::embedded::rows::to_sql;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Begins to replace all documents of a deployment with those of a backup: of its number, with its file. Stored files that
/// are there stay; those that only the backup has come.
///
/// Nobody is asked to confirm it. Source: the dashboard confirms the import of a restore on its own.
pub(in crate::embedded) fn restore(
    call: &mut RequestContext<'_>,
    deployment: u64,
    backup: u64,
    file: &str,
) -> Result<()> {
    let request = Request {
        format: ImportFormat::Zip,
        table: None,
        component: String::new(),
        mode: ImportMode::ReplaceAll,
        keeps_files: true,
    };
    let (member, state, backup) = (call.member(), ImportState::begun(), Some(backup));
    let new = NewImport { deployment, file, member, request: &request, state, backup };
    call.jobs.push(Job::Import(new.insert(call.tx, call.context, call.now)?));
    Ok(())
}

/// Whether a backup is being restored into a deployment.
pub(in crate::embedded) fn is_restoring(tx: &Transaction<'_>, deployment: u64) -> Result<bool> {
    let sql = "SELECT 1 FROM imports WHERE deployment_id = ?1 AND is_open = 1 AND backup_id IS NOT NULL";
    Ok(tx.prepare_cached(sql)?.exists([to_sql(deployment)])?)
}
