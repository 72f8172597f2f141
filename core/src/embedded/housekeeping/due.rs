//! Doing what is due by now.

use super::{backups, expired_deployments};
use crate::embedded::database::Database;
use crate::embedded::records::job::Job;
use crate::error::Result;

/// Does what is due by now, and returns the jobs that it requests. Mostly nothing is, which indices tell.
pub(in crate::embedded) fn run(database: &Database) -> Result<Vec<Job>> {
    let is_due = database
        .with_time(false, |tx, now| Ok(expired_deployments::some_expired(tx, now)? || backups::is_any_due(tx, now)?))?;
    if !is_due {
        return Ok(Vec::new());
    }
    database.with_time(true, |tx, now| {
        expired_deployments::remove_expired(tx, now)?;
        backups::attend(tx, &database.context, now)
    })
}
