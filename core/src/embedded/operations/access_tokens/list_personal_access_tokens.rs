//! `listPersonalAccessTokens`

use crate::api::access_tokens::{ListPersonalAccessTokens, PersonalAccessToken};
use crate::api::response;
use crate::api::{Operation, PageResponse};
use crate::embedded::access::Me;
use crate::embedded::paging::{limit, number};
use crate::embedded::records::{StoredToken, TokenKind, page_of_tokens};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Timestamp;

impl Handler for ListPersonalAccessTokens {
    type Subject = Me;

    fn run(self, _: Me, call: &mut RequestContext<'_>) -> Result<PageResponse<PersonalAccessToken>> {
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let page = page_of_tokens(call.tx, TokenKind::Personal, call.member(), number(self.cursor.as_deref())?, limit)?;
        Ok(PageResponse::new(page.items.into_iter().map(to_view).collect(), page.pagination))
    }
}

fn to_view(token: StoredToken) -> PersonalAccessToken {
    response!(PersonalAccessToken {
        id: token.id,
        name: token.name,
        creation_time: Timestamp::from_millis(token.create_time),
        last_used_time: token.last_used_time.map(Timestamp::from_millis),
        expires_at: token.expires_at.map(Timestamp::from_millis),
        sso_team_id: None,
    })
}
