//! Access tokens of teams.

use serde_json::json;

use crate::api::access_tokens::{
    CreateTeamAccessToken, CreatedTeamAccessToken, DeleteTeamAccessToken, ListTeamAccessTokens, TeamAccessToken,
};
use crate::api::audit_log::TeamAuditAction;
use crate::api::{Operation, Page};
use crate::embedded::paging::{limit, number};
use crate::embedded::rows::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::secrets::{KeptToken, NewToken, TokenKind, issue, page_of_member, revoke};
use crate::error::Result;
use crate::keys::{Secret, hex};
use crate::model::{AccessTokenId, MemberId};

impl Handler for CreateTeamAccessToken {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CreatedTeamAccessToken> {
        let name = match self.name {
            Some(name) => name,
            None => format!("token-{}", hex::encode(&call.context.random.bytes::<4>()?)),
        };
        let kind = TokenKind::Team(team.id);
        let (id, secret) = issue(call, &NewToken { kind, name: &name, actions: None, expires_at: self.expires_at })?;
        call.note(team.id, &TeamAuditAction::TeamTokenCreate, &json!({ "id": id, "name": name }))?;
        Ok(CreatedTeamAccessToken { access_token: Secret::new(secret), token_type: "bearer".to_owned() })
    }
}

impl Handler for ListTeamAccessTokens {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<Page<TeamAccessToken>> {
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let page = page_of_member(call, TokenKind::Team(team.id), number(self.cursor.as_deref())?, limit)?;
        Ok(Page { items: page.items.into_iter().map(shown).collect(), pagination: page.pagination })
    }
}

fn shown(token: KeptToken) -> TeamAccessToken {
    TeamAccessToken {
        id: AccessTokenId(token.id),
        name: token.name,
        creation_time: token.create_time,
        last_used_time: token.last_used_time,
        expires_at: token.expires_at,
        creator: token.creator.map(MemberId),
    }
}

impl Handler for DeleteTeamAccessToken {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        let id = revoke(call, TokenKind::Team(team.id), self.id.expose())?;
        call.note(team.id, &TeamAuditAction::TeamTokenDelete, &json!({ "id": id }))
    }
}
