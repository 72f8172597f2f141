//! `listPersonalAccessTokens`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, PageResponse, Paging};
use crate::model::{AccessTokenId, TeamId, Timestamp};

/// Lists the caller's access tokens, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListPersonalAccessTokens {
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Maximum number of tokens per page: 1 to 100, 10 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Operation for ListPersonalAccessTokens {
    type Response = PageResponse<PersonalAccessToken>;

    const CONTRACT: Contract = Contract::management("listPersonalAccessTokens", "GET /list_personal_access_tokens")
        .query(&["cursor", "limit"])
        .accepts(Credential::OF_MEMBERS)
        .paged(Paging::by(10));
}

/// A member's access token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PersonalAccessToken {
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
    /// Team whose single sign-on created the token, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sso_team_id: Option<TeamId>,
}
