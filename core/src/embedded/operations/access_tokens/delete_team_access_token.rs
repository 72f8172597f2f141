//! `deleteTeamAccessToken`

use serde_json::json;

use crate::api::access_tokens::DeleteTeamAccessToken;
use crate::api::audit_log::TeamAuditAction;
use crate::embedded::records::{TeamRow, TokenKind, revoke};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteTeamAccessToken {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let id = revoke(call.tx, TokenKind::Team(team.id), call.member(), self.id.expose())?;
        call.note(team.id, &TeamAuditAction::TeamTokenDelete, &json!({ "id": id }))
    }
}
