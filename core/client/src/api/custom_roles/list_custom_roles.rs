//! `listCustomRoles`

use serde::{Deserialize, Serialize};

use super::CustomRole;
use crate::api::{Contract, Credential, Operation, PageResponse, Paged, Pagination, Paging};
use crate::model::{Action, TeamId};

/// Lists the custom roles of a team, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
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

impl Paged for ListCustomRoles {
    type Item = CustomRole;

    fn at_page(&mut self, cursor: Option<String>, limit: Option<u32>) {
        self.cursor = cursor.or(self.cursor.take());
        self.limit = limit.or(self.limit);
    }

    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination) {
        response.into_parts()
    }
}
