//! `authorizeWithinCurrentProject`

use serde::{Deserialize, Serialize};

use super::{DeploymentAccess, ProjectSelection};
use crate::api::{Contract, Credential, Operation, Retry};

/// Returns the URL and a key of a deployment of a project, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct AuthorizeWithinCurrentProject {
    /// Name of the deployment.
    pub selected_deployment_name: String,
    /// The project.
    pub project_selection: ProjectSelection,
}

impl Operation for AuthorizeWithinCurrentProject {
    type Response = DeploymentAccess;

    const CONTRACT: Contract =
        Contract::lookup("authorizeWithinCurrentProject", "POST /deployment/authorize_within_current_project")
            .accepts(Credential::OF_MEMBERS)
            .retry(Retry::Always)
            .fails_with(&["ProjectNotFound", "DeploymentNotFound"]);
}
