//! `createTeamAccessToken`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;
use crate::model::{Action, TeamId};

/// Creates an access token of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateTeamAccessToken {
    /// The team.
    pub team_id: TeamId,
    /// A name for the token; by default one is made up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it ends to be valid, in milliseconds since the Unix epoch: at least 30 minutes ahead. By default never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

impl Operation for CreateTeamAccessToken {
    type Response = CreatedTeamAccessToken;

    const CONTRACT: Contract =
        Contract::management("createTeamAccessToken", "POST /teams/{team_id}/create_access_token")
            .with_optional_body()
            .accepts(&[Credential::PersonalAccessToken, Credential::OAuthTeamToken])
            .succeeds_with(201)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::TeamTokenCreate]);
}

/// A team access token that was created just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedTeamAccessToken {
    /// The token. It can't be read again later.
    pub access_token: Secret,
    /// How it is sent: `bearer`.
    pub token_type: String,
}
