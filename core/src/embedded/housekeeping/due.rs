//! Runs maintenance that is due.

use super::{backups, expired_deployments};
use crate::embedded::database::Database;
use crate::embedded::records::job::Job;
use crate::error::Result;

/// Runs maintenance that is due and returns the jobs that it requests. Indexes make the usual check, in which nothing
/// is due, cheap.
pub(in crate::embedded) fn run(database: &Database) -> Result<Vec<Job>> {
    let is_due = database
        .with_time(false, |tx, now| Ok(expired_deployments::some_expired(tx, now)? || backups::is_any_due(tx, now)?))?;
    if !is_due {
        return Ok(Vec::new());
    }
    database.with_time(true, |tx, now| {
        expired_deployments::remove_expired(tx, now)?;
        backups::run(tx, &database.context, now)
    })
}
