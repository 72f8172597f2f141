//! `listProjects`

use serde::{Deserialize, Serialize};

use super::ProjectDetails;
use crate::api::{Contract, Credential, Operation, PageResponse, Paged, Pagination, Paging};
use crate::model::{Action, TeamId};

/// Lists the projects of a team, highest IDs first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListProjects {
    /// Team ID.
    pub team_id: TeamId,
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Maximum number of projects per page: 1 to 100, 100 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Only projects whose name or slug contains this text, ignoring case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
}

impl ListProjects {
    /// Creates a request for the first page of all projects of a team.
    #[must_use]
    pub fn new(team_id: TeamId) -> Self {
        Self { team_id, cursor: None, limit: None, q: None }
    }
}

impl Operation for ListProjects {
    type Response = PageResponse<ProjectDetails>;

    const CONTRACT: Contract = Contract::management("listProjects", "GET /teams/{team_id}/projects")
        .query(&["cursor", "limit", "q"])
        .accepts(Credential::OF_TEAMS)
        .paged(Paging::by(100))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::ProjectView]);
}

impl Paged for ListProjects {
    type Item = ProjectDetails;

    fn at_page(&mut self, cursor: Option<String>, limit: Option<u32>) {
        self.cursor = cursor.or(self.cursor.take());
        self.limit = limit.or(self.limit);
    }

    fn into_page(response: Self::Response) -> (Vec<ProjectDetails>, Pagination) {
        response.into_parts()
    }
}
