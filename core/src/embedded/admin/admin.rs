//! Changes that Convex makes outside its API.

use rusqlite::Transaction;

use crate::embedded::records::TeamRow;
use crate::embedded::refusals::no_team;
use crate::embedded::runtime::Runtime;
use crate::error::Result;
use crate::model::TeamId;

/// Makes changes that Convex makes outside its API. Requires no token: restrict access to it.
pub struct Admin<'a> {
    pub(super) runtime: &'a Runtime,
}

impl<'a> Admin<'a> {
    pub(in crate::embedded) fn new(runtime: &'a Runtime) -> Self {
        Self { runtime }
    }
}

/// Returns the team with this ID.
pub(super) fn team(tx: &Transaction<'_>, team: TeamId) -> Result<TeamRow> {
    TeamRow::by_id(tx, team)?.ok_or_else(|| no_team(team))
}
