//! `inviteTeamMember`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, CustomRoleId, Role, TeamId};

/// Invites a person to a team by email.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct InviteTeamMember {
    /// Team ID.
    pub team_id: TeamId,
    /// Email address.
    pub email: String,
    /// Role: `admin` or `developer`, or `custom` together with `customRoles`.
    pub role: Role,
    /// Custom roles: at least one if `role` is `custom`, else none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_roles: Option<Vec<CustomRoleId>>,
}

impl Operation for InviteTeamMember {
    type Response = ();

    const CONTRACT: Contract = Contract::management("inviteTeamMember", "POST /teams/{team_id}/invite_team_member")
        .accepts(Credential::OF_MEMBERS)
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::MemberInvite]);
}
