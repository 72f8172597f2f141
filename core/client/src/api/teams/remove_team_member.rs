//! `removeTeamMember`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{MemberId, TeamId};

/// Removes a member from a team, or leaves it. The member's tokens for the team are deleted; the keys of deployments that
/// they created are kept. Members may always leave a team, unless they are its last admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct RemoveTeamMember {
    /// Team ID.
    pub team_id: TeamId,
    /// Member to remove: the caller, to leave.
    pub member_id: MemberId,
}

impl Operation for RemoveTeamMember {
    type Response = ();

    const CONTRACT: Contract = Contract::lookup("removeTeamMember", "POST /dashboard/teams/{team_id}/remove_member")
        .accepts(Credential::OF_MEMBERS)
        .retry(Retry::UntilGone)
        .fails_with(&["TeamNotFound", "MemberNotFound", "LastAdmin"]);
}
