//! `updateCustomRole`

use serde::{Deserialize, Serialize};

use super::{CustomRole, RoleStatement};
use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{CustomRoleId, TeamId};

/// Replaces the name, description and statements of a custom role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateCustomRole {
    /// Team ID.
    pub team_id: TeamId,
    /// Role ID.
    pub id: CustomRoleId,
    /// Name.
    pub name: String,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Statements that allow or deny actions.
    pub statements: Vec<RoleStatement>,
}

impl Operation for UpdateCustomRole {
    type Response = CustomRole;

    const CONTRACT: Contract = Contract::management("updateCustomRole", "POST /teams/{team_id}/update_custom_role")
        .accepts(Credential::OF_TEAMS)
        .retry(Retry::Always)
        .fails_with(&["TeamNotFound"]);
}
