//! `getSpendingLimits`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::TeamId;

/// Returns the spending limits of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetSpendingLimits {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for GetSpendingLimits {
    type Response = SpendingLimits;

    const CONTRACT: Contract =
        Contract::lookup("getSpendingLimits", "GET /dashboard/teams/{team_id}/get_spending_limits")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["TeamNotFound"]);
}

/// Spending limits of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SpendingLimits {
    /// Amount in US cents at which the team's deployments are disabled.
    #[serde(default)]
    pub disable_threshold_cents: Option<u64>,
    /// State of the spending, if a limit is set.
    #[serde(default)]
    pub state: Option<String>,
}
