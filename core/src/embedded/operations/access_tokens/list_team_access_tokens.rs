//! `listTeamAccessTokens`

use crate::api::access_tokens::{ListTeamAccessTokens, TeamAccessToken};
use crate::api::response;
use crate::api::{Operation, PageResponse};
use crate::embedded::paging::{limit, number};
use crate::embedded::records::{StoredToken, TeamRow, TokenKind, page_of_tokens};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Timestamp;

impl Handler for ListTeamAccessTokens {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<PageResponse<TeamAccessToken>> {
        let limit = limit(self.limit, Self::CONTRACT.paging)?;
        let page =
            page_of_tokens(call.tx, TokenKind::Team(team.id), call.member(), number(self.cursor.as_deref())?, limit)?;
        Ok(PageResponse::new(page.items.into_iter().map(to_view).collect(), page.pagination))
    }
}

fn to_view(token: StoredToken) -> TeamAccessToken {
    response!(TeamAccessToken {
        id: token.id,
        name: token.name,
        creation_time: Timestamp::from_millis(token.create_time),
        last_used_time: token.last_used_time.map(Timestamp::from_millis),
        expires_at: token.expires_at.map(Timestamp::from_millis),
        creator: token.creator,
    })
}
