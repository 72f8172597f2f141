//! `listProjects`

use serde::{Deserialize, Serialize};

use super::ProjectDetails;
use crate::api::{Contract, Credential, Operation, PageResponse, Paging};
use crate::model::{Action, TeamId};

/// Lists the projects of a team, highest IDs first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
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

impl Operation for ListProjects {
    type Response = PageResponse<ProjectDetails>;

    const CONTRACT: Contract = Contract::management("listProjects", "GET /teams/{team_id}/projects")
        .query(&["cursor", "limit", "q"])
        .accepts(Credential::OF_TEAMS)
        .paged(Paging::by(100))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::ProjectView]);
}
