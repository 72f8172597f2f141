//! `updateTeamMemberRole`

use serde_json::json;

use super::admins::check_admin_left;
use super::roles::RequestedRole;
use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::UpdateTeamMemberRole;
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::{bad_request, forbidden, not_found};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for UpdateTeamMemberRole {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let wanted = match (self.role, self.custom_roles) {
            (Some(role), None) => RequestedRole::built_in(role)?,
            (None, Some(roles)) => RequestedRole::custom_of(call, &team, roles)?,
            _ => return Err(bad_request("InvalidRole", "exactly one of `role` and `customRoles` is required")),
        };
        let member = self.member_id;
        if call.member() == Some(member) {
            return Err(forbidden("cannot change one's own role").help("ask another admin of the team"));
        }
        let team_id = team.id;
        let changed = call
            .tx
            .prepare_cached("UPDATE memberships SET role = ?3 WHERE team_id = ?1 AND member_id = ?2")?
            .execute((team_id, member, wanted.as_str()))?;
        if changed == 0 {
            return Err(not_found("MemberNotFound", "member of the team", self.member_id));
        }
        check_admin_left(call, team_id, "demote")?;
        call.tx
            .prepare_cached("DELETE FROM member_roles WHERE team_id = ?1 AND member_id = ?2")?
            .execute((team_id, member))?;
        let mut insert =
            call.tx.prepare_cached("INSERT INTO member_roles (team_id, member_id, role_id) VALUES (?1, ?2, ?3)")?;
        for role in wanted.custom() {
            insert.execute((team_id, member, role))?;
        }
        let metadata = json!({ "memberId": self.member_id, "role": wanted.as_str(), "customRoles": wanted.custom() });
        call.note(team.id, &TeamAuditAction::MemberUpdateRole, &metadata)
    }
}
