//! `createTeamAccessToken`

use serde_json::json;

use crate::api::access_tokens::{CreateTeamAccessToken, CreatedTeamAccessToken};
use crate::api::audit_log::TeamAuditAction;
use crate::api::response;
use crate::embedded::records::{NewToken, TeamRow, TokenKind, issue};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::keys::{Secret, hex};
use crate::model::Timestamp;

impl Handler for CreateTeamAccessToken {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CreatedTeamAccessToken> {
        let name = match self.name {
            Some(name) => name,
            None => format!("token-{}", hex::encode(&call.context.random.bytes::<4>()?)),
        };
        let kind = TokenKind::Team(team.id);
        let (id, secret) = issue(
            call.tx,
            &call.context.random,
            &NewToken {
                kind,
                name: &name,
                actions: None,
                expires_at: self.expires_at.map(Timestamp::as_millis),
                creator: call.member(),
                now: call.now,
            },
        )?;
        call.note(team.id, &TeamAuditAction::TeamTokenCreate, &json!({ "id": id, "name": name }))?;
        Ok(response!(CreatedTeamAccessToken { access_token: Secret::new(secret), token_type: "bearer".to_owned() }))
    }
}
