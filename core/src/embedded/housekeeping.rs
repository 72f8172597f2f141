//! What the passing of time brings: deployments and backups that expire, and backups that are to be made.

use super::backups;
use super::database::Database;
use super::deployments;
use super::job::Job;
use crate::error::Result;

/// Does what is due by now, and returns the jobs that it requests. Mostly nothing is, which indices tell.
pub(super) fn run(database: &Database) -> Result<Vec<Job>> {
    let is_due = database
        .with_time(false, |tx, now| Ok(deployments::some_expired(tx, now)? || backups::is_any_due(tx, now)?))?;
    if !is_due {
        return Ok(Vec::new());
    }
    database.with_time(true, |tx, now| {
        deployments::remove_expired(tx, now)?;
        backups::attend(tx, &database.context, now)
    })
}
