//! Custom roles: permissions of members as a list of statements.

mod create_custom_role;
mod delete_custom_role;
mod list_custom_roles;
mod update_custom_role;

pub use create_custom_role::CreateCustomRole;
pub use delete_custom_role::DeleteCustomRole;
pub use list_custom_roles::ListCustomRoles;
pub use update_custom_role::UpdateCustomRole;

use serde::{Deserialize, Serialize};

use crate::model::{Action, CustomRoleId, MemberId, TeamId, Timestamp, open_enum};

/// A custom role of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CustomRole {
    /// Role ID.
    pub id: CustomRoleId,
    /// Team ID.
    pub team_id: TeamId,
    /// Name.
    pub name: String,
    /// Description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Statements that allow or deny actions.
    pub statements: Vec<RoleStatement>,
    /// Member who created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// Creation time.
    pub create_time: Timestamp,
}

/// A statement of a role. An action that any statement denies is denied, even if others allow it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct RoleStatement {
    /// Effect: allow or deny.
    pub effect: RoleEffect,
    /// Actions that the statement applies to.
    pub actions: RoleActions,
    /// Resource that the statement applies to: `project:*`, `project:slug=my-app`, `project:*:deployment:type=prod`.
    pub resource: String,
}

open_enum! {
    /// Effect of a statement.
    pub enum RoleEffect {
        Allow = "allow",
        Deny = "deny",
    }
}

/// Actions of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum RoleActions {
    /// Every action on the resource: `"*"`.
    All(AllActions),
    /// These actions.
    These(Vec<Action>),
}

/// Marker for every action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub enum AllActions {
    /// Every action.
    #[serde(rename = "*")]
    All,
}
