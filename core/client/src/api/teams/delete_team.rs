//! `deleteTeam`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, TeamId};

/// Deletes a team without projects and without other members. This cannot be undone. The caller's last team cannot be
/// deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteTeam {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for DeleteTeam {
    type Response = ();

    const CONTRACT: Contract = Contract::lookup("deleteTeam", "POST /dashboard/teams/{team_id}/delete")
        .without_body()
        .accepts(Credential::OF_MEMBERS)
        .retry(Retry::UntilGone)
        .fails_with(&["TeamNotFound", "TeamHasProjects", "TeamHasMembers", "LastTeam"])
        .needs(&[Action::TeamDelete]);
}
