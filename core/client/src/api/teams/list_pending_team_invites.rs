//! `listPendingTeamInvites`

use serde::{Deserialize, Serialize};

use super::AttachedRole;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, Role, TeamId};

/// Lists the invitations to a team that nobody has accepted yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListPendingTeamInvites {
    /// The team.
    pub team_id: TeamId,
}

impl Operation for ListPendingTeamInvites {
    type Response = Invitations;

    const CONTRACT: Contract =
        Contract::management("listPendingTeamInvites", "GET /teams/{team_id}/list_pending_invites")
            .accepts(Credential::OF_MEMBERS)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::MemberView]);
}

/// The open invitations of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Invitations {
    /// The invitations.
    pub items: Vec<Invitation>,
}

/// An open invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Whom it is for.
    pub email: String,
    /// Whether it can be accepted no more.
    pub expired: bool,
    /// The role that it gives.
    pub role: Role,
    /// The custom roles that it gives, where `role` is `custom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_roles: Option<Vec<AttachedRole>>,
}
