//! Runs maintenance that is due.

use rusqlite::Transaction;

use super::{backups, expired_deployments};
use crate::embedded::database::Database;
use crate::embedded::records::job::Job;
use crate::error::Result;

/// Checks if maintenance is due. Indexes make this cheap.
pub(in crate::embedded) fn is_due(tx: &Transaction<'_>, now: i64) -> Result<bool> {
    Ok(expired_deployments::some_expired(tx, now)? || backups::is_any_due(tx, now)?)
}

/// Runs maintenance and returns the jobs that it requests.
pub(in crate::embedded) fn run(database: &Database) -> Result<Vec<Job>> {
    database.with_time(true, |tx, now| {
        expired_deployments::remove_expired(tx, now)?;
        backups::run(tx, &database.context, now)
    })
}
