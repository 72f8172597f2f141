//! `listPersonalAccessTokens`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Page, Paged, Pagination, Paging};
use crate::model::{AccessTokenId, TeamId};

/// Lists the caller's own access tokens, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListPersonalAccessTokens {
    /// Where the page begins: the last page's `nextCursor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many tokens a page has at most: 1 to 100, by default 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Operation for ListPersonalAccessTokens {
    type Response = Page<PersonalAccessToken>;

    const CONTRACT: Contract = Contract::management("listPersonalAccessTokens", "GET /list_personal_access_tokens")
        .query(&["cursor", "limit"])
        .accepts(Credential::OF_MEMBERS)
        .paged(Paging::by(10));
}

impl Paged for ListPersonalAccessTokens {
    type Item = PersonalAccessToken;

    fn at_cursor(&mut self, cursor: Option<String>) {
        self.cursor = cursor;
    }

    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination) {
        response.into_parts()
    }
}

/// A member's access token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PersonalAccessToken {
    /// Names the token.
    pub id: AccessTokenId,
    /// The name that it was given.
    pub name: String,
    /// When it was created, in milliseconds since the Unix epoch.
    pub creation_time: i64,
    /// When it was last used, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_time: Option<i64>,
    /// When it ends to be valid, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
    /// The team whose single sign-on it came from, where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso_team_id: Option<TeamId>,
}
