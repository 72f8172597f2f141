//! `listTeams`

use crate::api::lookups::{ListTeams, TeamSummary};
use crate::api::response;
use crate::embedded::access::Me;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for ListTeams {
    type Subject = Me;

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<Vec<TeamSummary>> {
        let mut statement = call.tx.prepare_cached(
            "SELECT t.id, t.name, t.slug FROM memberships m JOIN teams t ON t.id = m.team_id WHERE m.member_id = ?1 \
             ORDER BY t.id",
        )?;
        let teams = statement.query_map([call.member()], |row| {
            Ok(response!(TeamSummary { id: row.get(0)?, name: row.get(1)?, slug: row.get(2)? }))
        })?;
        Ok(teams.collect::<rusqlite::Result<_>>()?)
    }
}
