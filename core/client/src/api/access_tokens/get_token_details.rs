//! `getTokenDetails`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{AccessTokenId, ProjectId, TeamId, open_union};

/// Says which team or project the caller's own token is for.
///
/// Useful after a member has granted a token to an application, since most operations ask for the team's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetTokenDetails {}

impl Operation for GetTokenDetails {
    type Response = TokenDetails;

    const CONTRACT: Contract =
        Contract::management("getTokenDetails", "GET /token_details").accepts(Credential::OF_PROJECTS);
}

open_union! {
    /// What a token is for.
    pub enum TokenDetails by "type" {
        /// A token of a team.
        Team(TeamTokenDetails) = "teamToken",
        /// A token of a project.
        Project(ProjectTokenDetails) = "projectToken",
    }
}

/// What a token of a team is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TeamTokenDetails {
    /// Names the token.
    pub id: AccessTokenId,
    /// The team.
    pub team_id: TeamId,
    /// The name that it was given.
    pub name: String,
    /// When it was created, in milliseconds since the Unix epoch.
    pub create_time: i64,
}

/// What a token of a project is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProjectTokenDetails {
    /// Names the token.
    pub id: AccessTokenId,
    /// The project.
    pub project_id: ProjectId,
    /// The name that it was given.
    pub name: String,
    /// When it was created, in milliseconds since the Unix epoch.
    pub create_time: i64,
}
