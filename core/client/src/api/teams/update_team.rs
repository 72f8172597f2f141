//! `updateTeam`

use serde::{Deserialize, Serialize};

use crate::api::{Change, Contract, Credential, Operation};
use crate::model::{Action, Region, TeamId};

/// Changes the name, slug or default region of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateTeam {
    /// Team ID.
    pub team_id: TeamId,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Slug. URLs and keys with the former slug are no longer valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Default region for new deployments. `null` resets it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub default_region: Change<Region>,
}

impl Operation for UpdateTeam {
    type Response = ();

    const CONTRACT: Contract = Contract::lookup("updateTeam", "POST /dashboard/teams/{team_id}")
        .accepts(Credential::OF_MEMBERS)
        .fails_with(&["TeamNotFound", "TeamSlugTaken"])
        .needs(&[Action::TeamUpdate]);
}
