//! `createDeployment`

use serde::{Deserialize, Serialize};

use super::Deployment;
use crate::api::{Change, Contract, Credential, Operation};
use crate::model::{Action, DeploymentType, ProjectId, Region};

/// Creates a deployment in a project.
///
/// Without a reference it becomes the default: the production deployment of the project, or the caller's own
/// development deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateDeployment {
    /// The project.
    pub project_id: ProjectId,
    /// What it is for.
    pub r#type: DeploymentType,
    /// How large its machine is; by default as the team's plan has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Where it is hosted; by default where the team's are. It can't be changed later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// Its name within the project. With one, a project can have several development and production deployments;
    /// without, one is made up. 3 to 100 characters: lowercase letters, digits, `-` and `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether it is the default: for `prod` the project's, for `dev` the caller's own; other types have none. By
    /// default true without a reference, and false with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// When it will be deleted, in milliseconds since the Unix epoch: at least 30 minutes ahead, and at most as many
    /// days as the team's plan keeps previews. By default previews expire after those days, and others don't. `null`
    /// means never.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub expires_at: Change<i64>,
}

impl CreateDeployment {
    /// A deployment with what is usual for its type; the default one, where a type has one.
    #[must_use]
    pub fn new(project_id: ProjectId, r#type: DeploymentType) -> Self {
        Self {
            project_id,
            r#type,
            class: None,
            region: None,
            reference: None,
            is_default: None,
            expires_at: Change::Keep,
        }
    }
}

impl Operation for CreateDeployment {
    type Response = Deployment;

    const CONTRACT: Contract =
        Contract::management("createDeployment", "POST /projects/{project_id}/create_deployment")
            .accepts(Credential::OF_PROJECTS)
            .fails_with(&["ProjectNotFound"])
            .needs(&[Action::DeploymentCreate]);
}
