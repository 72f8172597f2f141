//! `listDeploymentsForTeam`

use serde::{Deserialize, Serialize};

use super::DeploymentDetails;
use crate::api::{Contract, Credential, Operation, PageResponse, Paging};
use crate::model::{Action, DeploymentType, MemberId, ProjectId, TeamId, open_enum};

/// Lists the deployments of all projects of a team, in pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListDeploymentsForTeam {
    /// Team ID.
    pub team_id: TeamId,
    /// Start of the page: `nextCursor` of the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Maximum number of deployments per page: 1 to 100, 100 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Sort key. Creation time by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_by: Option<DeploymentOrder>,
    /// Sort direction. Descending by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort_order: Option<SortOrder>,
    /// Only deployments of this type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// Only deployments whose name or reference contains this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only deployments of this project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    /// Only deployments that this member created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// Only default deployments if `true`, only others if `false`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}

impl Operation for ListDeploymentsForTeam {
    type Response = PageResponse<DeploymentDetails>;

    const CONTRACT: Contract = Contract::management("listDeploymentsForTeam", "GET /teams/{team_id}/list_deployments")
        .query(&["cursor", "limit", "sortBy", "sortOrder", "deploymentType", "q", "projectId", "creator", "isDefault"])
        .accepts(Credential::OF_TEAMS)
        .paged(Paging::by(100))
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::DeploymentView]);
}

open_enum! {
    /// Sort key of a list of deployments.
    pub enum DeploymentOrder {
        CreateTime = "createTime",
        LastDeployTime = "lastDeployTime",
        Reference = "reference",
    }
}

open_enum! {
    /// Sort direction.
    pub enum SortOrder {
        Ascending = "asc",
        Descending = "desc",
    }
}
