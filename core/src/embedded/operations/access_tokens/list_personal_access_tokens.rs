//! `listPersonalAccessTokens`

use crate::api::access_tokens::{ListPersonalAccessTokens, PersonalAccessToken};
use crate::api::{Operation, Page};
use crate::embedded::access::Me;
use crate::embedded::paging::{limit, number};
use crate::embedded::records::{StoredToken, TokenKind, page_of_tokens};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for ListPersonalAccessTokens {
    type Subject = Me;

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<Page<PersonalAccessToken>> {
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let page = page_of_tokens(call.tx, TokenKind::Personal, call.member(), number(self.cursor.as_deref())?, limit)?;
        Ok(Page { items: page.items.into_iter().map(to_view).collect(), pagination: page.pagination })
    }
}

fn to_view(token: StoredToken) -> PersonalAccessToken {
    PersonalAccessToken {
        id: token.id,
        name: token.name,
        creation_time: token.create_time,
        last_used_time: token.last_used_time,
        expires_at: token.expires_at,
        sso_team_id: None,
    }
}
