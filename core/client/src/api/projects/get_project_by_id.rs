//! `getProjectById`

use serde::{Deserialize, Serialize};

use super::ProjectDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::{Action, ProjectId};

/// Gets a project by ID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetProjectById {
    /// Project ID.
    pub project_id: ProjectId,
}

impl Operation for GetProjectById {
    type Response = ProjectDetails;

    const CONTRACT: Contract = Contract::management("getProjectById", "GET /projects/{project_id}")
        .accepts(Credential::OF_PROJECTS)
        .fails_with(&["ProjectNotFound"])
        .needs(&[Action::ProjectView]);
}
