//! `listCustomRoles`

use serde::{Deserialize, Serialize};

use super::CustomRole;
use crate::api::{Contract, Credential, Operation, PageResponse, Paging};
use crate::model::{Action, TeamId};

/// Lists the custom roles of a team, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListCustomRoles {
    /// Team ID.
    pub team_id: TeamId,
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Maximum number of roles per page: 1 to 100, 100 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Operation for ListCustomRoles {
    type Response = PageResponse<CustomRole>;

    const CONTRACT: Contract = Contract::management("listCustomRoles", "GET /teams/{team_id}/list_custom_roles")
        .query(&["cursor", "limit"])
        .accepts(Credential::OF_TEAMS)
        .paged(Paging::by(100))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::CustomRoleView]);
}
