//! `deleteTeamAccessToken`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;
use crate::model::{Action, TeamId};

/// Deletes an access token of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteTeamAccessToken {
    /// Team ID.
    pub team_id: TeamId,
    /// The token or its name.
    pub id: Secret,
}

impl Operation for DeleteTeamAccessToken {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("deleteTeamAccessToken", "POST /teams/{team_id}/delete_access_token")
            .accepts(Credential::OF_TEAMS)
            .retry(Retry::UntilGone)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::TeamTokenDelete]);
}
