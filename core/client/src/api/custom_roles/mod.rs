//! Custom roles: what members may do, statement by statement.

mod create_custom_role;
mod delete_custom_role;
mod list_custom_roles;
mod update_custom_role;

pub use create_custom_role::CreateCustomRole;
pub use delete_custom_role::DeleteCustomRole;
pub use list_custom_roles::ListCustomRoles;
pub use update_custom_role::UpdateCustomRole;

use serde::{Deserialize, Serialize};

use crate::model::{Action, CustomRoleId, MemberId, TeamId, open_enum};

/// A custom role of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomRole {
    /// Names the role.
    pub id: CustomRoleId,
    /// The team.
    pub team_id: TeamId,
    /// The name.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it allows and denies.
    pub statements: Vec<RoleStatement>,
    /// The member who created it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// When it was created, in milliseconds since the Unix epoch.
    pub create_time: i64,
}

/// One statement of a role. What any statement denies is denied, whatever others allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RoleStatement {
    /// Whether it allows or denies.
    pub effect: RoleEffect,
    /// What it allows or denies.
    pub actions: RoleActions,
    /// On what: `project:*`, `project:slug=my-app`, `project:*:deployment:type=prod`.
    pub resource: String,
}

open_enum! {
    /// Whether a statement allows or denies.
    pub enum RoleEffect {
        Allow = "allow",
        Deny = "deny",
    }
}

/// The actions of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum RoleActions {
    /// Every action that the resource has: `"*"`.
    All(AllActions),
    /// These actions.
    These(Vec<Action>),
}

/// Stands for every action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub enum AllActions {
    /// Every action.
    #[serde(rename = "*")]
    All,
}
