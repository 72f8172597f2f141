//! `getSpendingLimits`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::TeamId;

/// Gets what a team is willing to spend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GetSpendingLimits {
    /// The team.
    pub team_id: TeamId,
}

impl Operation for GetSpendingLimits {
    type Response = SpendingLimits;

    const CONTRACT: Contract =
        Contract::lookup("getSpendingLimits", "GET /dashboard/teams/{team_id}/get_spending_limits")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["TeamNotFound"]);
}

/// What a team is willing to spend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SpendingLimits {
    /// At how many US cents its deployments are stopped.
    #[serde(default)]
    pub disable_threshold_cents: Option<u64>,
    /// Where the spending stands, if there is a limit.
    #[serde(default)]
    pub state: Option<String>,
}
