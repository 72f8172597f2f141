//! `listPendingTeamInvites`

use serde::{Deserialize, Serialize};

use super::AttachedRole;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, Role, TeamId};

/// Lists the pending invitations to a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListPendingTeamInvites {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for ListPendingTeamInvites {
    type Response = InvitationList;

    const CONTRACT: Contract =
        Contract::management("listPendingTeamInvites", "GET /teams/{team_id}/list_pending_invites")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::MemberView]);
}

/// Pending invitations to a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct InvitationList {
    /// Invitations.
    pub items: Vec<Invitation>,
}

/// A pending invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Invitation {
    /// Email address of the invited person.
    pub email: String,
    /// `true` if the invitation has expired.
    pub expired: bool,
    /// Role that the invitation grants.
    pub role: Role,
    /// Custom roles that the invitation grants, if `role` is `custom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_roles: Option<Vec<AttachedRole>>,
}
