//! `listTeamMembers`

use serde::{Deserialize, Serialize};

use super::AttachedRole;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, MemberId, Role, TeamId};

/// Lists the members of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListTeamMembers {
    /// Team ID.
    pub team_id: TeamId,
}

impl Operation for ListTeamMembers {
    type Response = MemberList;

    const CONTRACT: Contract = Contract::management("listTeamMembers", "GET /teams/{team_id}/list_members")
        .accepts(Credential::OF_MEMBERS)
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::MemberView]);
}

/// The members of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MemberList {
    /// Members.
    pub items: Vec<Member>,
}

/// A member of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Member {
    /// Member ID.
    pub id: MemberId,
    /// Name of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Email address.
    pub email: String,
    /// Role.
    pub role: Role,
    /// Custom roles of the member, if `role` is `custom`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_roles: Option<Vec<AttachedRole>>,
}
