//! `getTokenDetails`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{AccessTokenId, ProjectId, TeamId, Timestamp, open_union};

/// Returns the team or project that the caller's token belongs to.
///
/// Useful after a member has granted a token to an application, since most operations need the team ID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetTokenDetails {}

impl Operation for GetTokenDetails {
    type Response = TokenDetails;

    const CONTRACT: Contract =
        Contract::management("getTokenDetails", "GET /token_details").accepts(Credential::OF_PROJECTS);
}

open_union! {
    /// Scope of a token.
    pub enum TokenDetails by "type" {
        /// A team token.
        Team(TeamTokenDetails) = "teamToken",
        /// A project token.
        Project(ProjectTokenDetails) = "projectToken",
    }
}

/// Details of a team token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TeamTokenDetails {
    /// Token ID.
    pub id: AccessTokenId,
    /// Team ID.
    pub team_id: TeamId,
    /// Name of the token.
    pub name: String,
    /// Creation time.
    pub create_time: Timestamp,
}

/// Details of a project token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectTokenDetails {
    /// Token ID.
    pub id: AccessTokenId,
    /// Project ID.
    pub project_id: ProjectId,
    /// Name of the token.
    pub name: String,
    /// Creation time.
    pub create_time: Timestamp,
}
