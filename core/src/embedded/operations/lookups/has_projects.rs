//! `hasProjects`

use crate::api::lookups::HasProjects;
use crate::embedded::access::Me;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for HasProjects {
    type Subject = Me;

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<bool> {
        let mut statement = call.tx.prepare_cached(
            "SELECT 1 FROM memberships m JOIN projects p ON p.team_id = m.team_id WHERE m.member_id = ?1 LIMIT 1",
        )?;
        Ok(statement.exists([call.member()])?)
    }
}
