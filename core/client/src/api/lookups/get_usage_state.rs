//! `getUsageState`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{TeamId, open_enum};

/// Says whether a team is near the limits of its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetUsageState {
    /// The team.
    pub team_id: TeamId,
}

impl Operation for GetUsageState {
    type Response = UsageState;

    const CONTRACT: Contract =
        Contract::lookup("getUsageState", "GET /dashboard/teams/{team_id}/usage/team_usage_state")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["TeamNotFound"]);
}

/// Whether a team is near the limits of its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UsageState {
    /// The state.
    pub usage_state: UsageStateKind,
}

open_enum! {
    /// How near a team is to the limits of its plan.
    pub enum UsageStateKind {
        /// Far from them.
        Default = "Default",
        Approaching = "Approaching",
        Exceeded = "Exceeded",
        /// Its deployments are stopped.
        Disabled = "Disabled",
        Paused = "Paused",
    }
}
