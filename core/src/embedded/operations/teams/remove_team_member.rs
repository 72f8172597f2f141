//! `removeTeamMember`

use serde_json::json;

use super::admins::check_admin_left;
use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::RemoveTeamMember;
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::not_found;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Action;

impl Handler for RemoveTeamMember {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        // Members may always leave.
        if call.member() != Some(self.member_id) {
            call.check(&Action::MemberRemove, &team)?;
        }
        let of_member = (team.id, self.member_id);
        let removed = call
            .tx
            .prepare_cached("DELETE FROM memberships WHERE team_id = ?1 AND member_id = ?2")?
            .execute(of_member)?;
        if removed == 0 {
            return Err(not_found("MemberNotFound", "member of the team", self.member_id));
        }
        check_admin_left(call, team.id, "remove")?;
        // A member who joins again starts without their former rights. Keys of deployments are the project's (assumed).
        for sql in [
            "DELETE FROM project_admins WHERE member_id = ?2 AND project_id IN (SELECT id FROM projects WHERE team_id = ?1)",
            "DELETE FROM tokens WHERE creator = ?2 AND team_id = ?1",
            "DELETE FROM tokens WHERE creator = ?2 AND kind = 'oauthProject' \
             AND project_id IN (SELECT id FROM projects WHERE team_id = ?1)",
        ] {
            call.tx.prepare_cached(sql)?.execute(of_member)?;
        }
        call.note(team.id, &TeamAuditAction::MemberRemove, &json!({ "memberId": self.member_id }))
    }
}
