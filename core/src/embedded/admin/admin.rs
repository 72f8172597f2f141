//! The handle to what Convex does outside its API.

use rusqlite::Transaction;

use crate::embedded::records::TeamRow;
use crate::embedded::refusals::no_team;
use crate::embedded::runtime::Runtime;
use crate::error::Result;
use crate::model::TeamId;

/// What Convex does outside its API. It asks for no token: keep it from those who must not have it.
pub struct Admin<'a> {
    pub(super) runtime: &'a Runtime,
}

impl<'a> Admin<'a> {
    pub(in crate::embedded) fn new(runtime: &'a Runtime) -> Self {
        Self { runtime }
    }
}

/// The team with this id.
pub(super) fn team(tx: &Transaction<'_>, team: TeamId) -> Result<TeamRow> {
    TeamRow::by_id(tx, team)?.ok_or_else(|| no_team(team))
}
