//! Personal access tokens.

use crate::api::access_tokens::{
    CreatePersonalAccessToken, CreatedPersonalAccessToken, DeletePersonalAccessToken, ListPersonalAccessTokens,
    PersonalAccessToken,
};
use crate::api::{Operation, Page};
use crate::embedded::paging::{limit, number};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::secrets::{KeptToken, NewToken, TokenKind, issue, page_of_member, revoke};
use crate::embedded::subject::Me;
use crate::error::Result;
use crate::keys::Secret;
use crate::model::AccessTokenId;

impl Handler for CreatePersonalAccessToken {
    type Subject = Me;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<CreatedPersonalAccessToken> {
        let kind = TokenKind::Personal;
        let new = NewToken { kind, name: &self.name, actions: None, expires_at: self.expires_at };
        let (_, secret) = issue(call, &new)?;
        Ok(CreatedPersonalAccessToken { access_token: Secret::new(secret) })
    }
}

impl Handler for ListPersonalAccessTokens {
    type Subject = Me;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<Page<PersonalAccessToken>> {
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let page = page_of_member(call, TokenKind::Personal, number(self.cursor.as_deref())?, limit)?;
        Ok(Page { items: page.items.into_iter().map(shown).collect(), pagination: page.pagination })
    }
}

fn shown(token: KeptToken) -> PersonalAccessToken {
    PersonalAccessToken {
        id: AccessTokenId(token.id),
        name: token.name,
        creation_time: token.create_time,
        last_used_time: token.last_used_time,
        expires_at: token.expires_at,
        sso_team_id: None,
    }
}

impl Handler for DeletePersonalAccessToken {
    type Subject = Me;

    fn find(&self, _: &RequestContext<'_>) -> Result<Me> {
        Ok(Me)
    }

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<()> {
        revoke(call, TokenKind::Personal, self.id.expose())?;
        Ok(())
    }
}
