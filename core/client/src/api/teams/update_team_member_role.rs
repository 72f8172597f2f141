//! `updateTeamMemberRole`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, CustomRoleId, MemberId, Role, TeamId};

/// Changes the role of a member: one of `role` and `customRoles` says to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateTeamMemberRole {
    /// The team.
    pub team_id: TeamId,
    /// The member.
    pub member_id: MemberId,
    /// `admin` or `developer`; the member has custom roles no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The custom roles, at least one; the member's role becomes `custom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_roles: Option<Vec<CustomRoleId>>,
}

impl Operation for UpdateTeamMemberRole {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("updateTeamMemberRole", "POST /teams/{team_id}/update_team_member_role")
            .accepts(Credential::OF_MEMBERS)
            .retried(Retry::Always)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::MemberUpdateRole]);
}
