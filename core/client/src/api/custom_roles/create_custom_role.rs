//! `createCustomRole`

use serde::{Deserialize, Serialize};

use super::{CustomRole, RoleStatement};
use crate::api::{Contract, Credential, Operation};
use crate::model::TeamId;

/// Creates a custom role in a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreateCustomRole {
    /// Team ID.
    pub team_id: TeamId,
    /// Name.
    pub name: String,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Statements that allow or deny actions.
    pub statements: Vec<RoleStatement>,
}

impl Operation for CreateCustomRole {
    type Response = CustomRole;

    const CONTRACT: Contract = Contract::management("createCustomRole", "POST /teams/{team_id}/create_custom_role")
        .accepts(Credential::OF_TEAMS)
        .succeeds_with(201)
        .fails_with(&["TeamNotFound"]);
}
