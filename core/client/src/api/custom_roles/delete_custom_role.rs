//! `deleteCustomRole`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{CustomRoleId, TeamId};

/// Deletes a custom role. Fails if a member still has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteCustomRole {
    /// Team ID.
    pub team_id: TeamId,
    /// Role ID.
    pub id: CustomRoleId,
}

impl Operation for DeleteCustomRole {
    type Response = ();

    const CONTRACT: Contract = Contract::management("deleteCustomRole", "POST /teams/{team_id}/delete_custom_role")
        .accepts(Credential::OF_TEAMS)
        .retry(Retry::UntilGone)
        .fails_with(&["TeamNotFound", "CustomRoleInUse"]);
}
