//! `cancelTeamMemberInvite`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, TeamId};

/// Cancels an invitation to a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CancelTeamMemberInvite {
    /// Team ID.
    pub team_id: TeamId,
    /// Email address of the invited person.
    pub email: String,
}

impl Operation for CancelTeamMemberInvite {
    type Response = ();

    const CONTRACT: Contract =
        Contract::management("cancelTeamMemberInvite", "POST /teams/{team_id}/cancel_team_member_invite")
            .accepts(Credential::OF_MEMBERS)
            .retry(Retry::UntilGone)
            .fails_with(&["TeamNotFound"])
            .needs(&[Action::MemberCancelInvitation]);
}
