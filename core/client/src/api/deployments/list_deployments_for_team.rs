//! `listDeploymentsForTeam`

use serde::{Deserialize, Serialize};

use super::Deployment;
use crate::api::{Contract, Credential, Operation, Page, Paged, Pagination, Paging};
use crate::model::{Action, DeploymentType, MemberId, ProjectId, TeamId, open_enum};

/// Lists the deployments of all projects of a team, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ListDeploymentsForTeam {
    /// The team.
    pub team_id: TeamId,
    /// Where the page begins: the last page's `nextCursor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many deployments a page has at most: 1 to 100, by default 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// What the list is ordered by; by default the time of creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<DeploymentOrder>,
    /// In which direction; by default descending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// Only deployments of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// Only deployments with this in their name or reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only deployments of this project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    /// Only deployments that this member created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// Only default deployments, or only others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}

impl ListDeploymentsForTeam {
    /// The first page of all deployments of a team.
    #[must_use]
    pub fn new(team_id: TeamId) -> Self {
        Self {
            team_id,
            cursor: None,
            limit: None,
            sort_by: None,
            sort_order: None,
            deployment_type: None,
            q: None,
            project_id: None,
            creator: None,
            is_default: None,
        }
    }
}

impl Operation for ListDeploymentsForTeam {
    type Response = Page<Deployment>;

    const CONTRACT: Contract = Contract::management("listDeploymentsForTeam", "GET /teams/{team_id}/list_deployments")
        .query(&["cursor", "limit", "sortBy", "sortOrder", "deploymentType", "q", "projectId", "creator", "isDefault"])
        .accepts(Credential::OF_TEAMS)
        .paged(Paging::by(100))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::DeploymentView]);
}

impl Paged for ListDeploymentsForTeam {
    type Item = Deployment;

    fn at_cursor(&mut self, cursor: Option<String>) {
        self.cursor = cursor;
    }

    fn into_page(response: Self::Response) -> (Vec<Self::Item>, Pagination) {
        response.into_parts()
    }
}

open_enum! {
    /// What a list of deployments is ordered by.
    pub enum DeploymentOrder {
        CreateTime = "createTime",
        LastDeployTime = "lastDeployTime",
        Reference = "reference",
    }
}

open_enum! {
    /// The direction of an order.
    pub enum SortOrder {
        Ascending = "asc",
        Descending = "desc",
    }
}
