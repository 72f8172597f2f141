//! `listTeamAccessTokens`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, PageResponse, Paging};
use crate::model::{AccessTokenId, Action, MemberId, TeamId, Timestamp};

/// Lists the access tokens of a team that the caller created, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListTeamAccessTokens {
    /// Team ID.
    pub team_id: TeamId,
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Maximum number of tokens per page: 1 to 100, 10 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Operation for ListTeamAccessTokens {
    type Response = PageResponse<TeamAccessToken>;

    const CONTRACT: Contract = Contract::management("listTeamAccessTokens", "GET /teams/{team_id}/list_access_tokens")
        .query(&["cursor", "limit"])
        .accepts(Credential::OF_TEAMS)
        .paged(Paging::by(10))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::TeamTokenView]);
}

/// A team's access token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TeamAccessToken {
    /// Token ID.
    pub id: AccessTokenId,
    /// Name of the token.
    pub name: String,
    /// Creation time.
    pub creation_time: Timestamp,
    /// Last use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_time: Option<Timestamp>,
    /// Expiration time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Member who created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
}
