//! `updateProject`

use serde::{Deserialize, Serialize};

use super::ProjectDetails;
use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, ProjectId};

/// Changes the name or the slug of a project, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UpdateProject {
    /// Project ID.
    pub project_id: ProjectId,
    /// New full name. Kept if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New slug. Kept if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
}

impl Operation for UpdateProject {
    type Response = ProjectDetails;

    const CONTRACT: Contract = Contract::management("updateProject", "PATCH /projects/{project_id}")
        .accepts(Credential::OF_TEAMS)
        .retry(Retry::Always)
        .fails_with(&["ProjectNotFound"])
        .needs(&[Action::ProjectUpdate]);
}
