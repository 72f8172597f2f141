//! `cancelTeamMemberInvite`

use serde_json::json;

use crate::api::audit_log::TeamAuditAction;
use crate::api::teams::CancelTeamMemberInvite;
use crate::embedded::records::{TeamRow, no_invitation};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for CancelTeamMemberInvite {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let email = self.email.trim();
        let removed = call
            .tx
            .prepare_cached("DELETE FROM invitations WHERE team_id = ?1 AND email = ?2")?
            .execute((team.id, email))?;
        if removed == 0 {
            return Err(no_invitation(email));
        }
        call.note(team.id, &TeamAuditAction::MemberCancelInvitation, &json!({ "email": email }))
    }
}
