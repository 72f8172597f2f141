//! `updateTeamMemberRole`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, CustomRoleId, MemberId, Role, TeamId};

/// Changes the role of a member, either to `role` or to `customRoles`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateTeamMemberRole {
    /// Team ID.
    pub team_id: TeamId,
    /// Member ID.
    pub member_id: MemberId,
    /// New role: `admin` or `developer`. Removes custom roles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Custom roles, at least one. The member's role becomes `custom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_roles: Option<Vec<CustomRoleId>>,
}

impl Operation for UpdateTeamMemberRole {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("updateTeamMemberRole", "POST /teams/{team_id}/update_team_member_role")
            .accepts(Credential::OF_MEMBERS)
            .retry(Retry::Always)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::MemberUpdateRole]);
}
