//! `getUsageState`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{TeamId, open_enum};

/// Returns the usage of a team in relation to the limits of its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetUsageState {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for GetUsageState {
    type Response = UsageState;

    const CONTRACT: Contract =
        Contract::lookup("getUsageState", "GET /dashboard/teams/{team_id}/usage/team_usage_state")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["TeamNotFound"]);
}

/// Usage of a team in relation to the limits of its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct UsageState {
    /// State.
    pub usage_state: UsageStateKind,
}

open_enum! {
    /// Usage of a team in relation to the limits of its plan.
    pub enum UsageStateKind {
        /// Well below the limits.
        Default = "Default",
        Approaching = "Approaching",
        Exceeded = "Exceeded",
        /// The team's deployments are disabled.
        Disabled = "Disabled",
        Paused = "Paused",
    }
}
