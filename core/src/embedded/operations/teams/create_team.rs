//! `createTeam`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::{CreateTeam, TeamDetails};
use crate::embedded::access::Me;
use crate::embedded::operations::deployments::check_region;
use crate::embedded::records::{NewTeam, insert_team};
use crate::embedded::refusals::forbidden;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for CreateTeam {
    type Subject = Me;

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<TeamDetails> {
        let member = call.member().ok_or_else(|| forbidden("only a member can create a team"))?;
        check_region(&self.default_region)?;
        let new = NewTeam { name: &self.name, region: &self.default_region, creator: member, now: call.now };
        let team = insert_team(call.tx, call.context, &new)?;
        call.note(team.id, &TeamAuditAction::TeamCreate, &json!({ "name": team.name, "slug": team.slug }))?;
        Ok(team)
    }
}
