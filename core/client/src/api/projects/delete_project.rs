//! `deleteProject`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::model::{Action, ProjectId};

/// Deletes a project with all its deployments and their data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeleteProject {
    /// Project ID.
    pub project_id: ProjectId,
}

impl Operation for DeleteProject {
    type Response = ();

    const CONTRACT: Contract = Contract::management("deleteProject", "POST /projects/{project_id}/delete")
        .without_body()
        .accepts(Credential::OF_TEAMS)
        .retry(Retry::UntilGone)
        .fails_with(&["ProjectNotFound"])
        .needs(&[Action::ProjectDelete]);
}
