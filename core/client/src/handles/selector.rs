//! Selection of a deployment of a project.

use crate::api::deployments::{CreateDeployment, GetDeploymentInProjectByProjectSlug};
use crate::model::{DeploymentType, ProjectId, reference};

/// Selection of a deployment of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Selector {
    Production,
    Dev,
    /// The preview of a branch.
    Preview(String),
    Reference(String),
}

impl Selector {
    /// Returns the request that gets it.
    pub(super) fn get(&self, team: &str, project: &str) -> GetDeploymentInProjectByProjectSlug {
        GetDeploymentInProjectByProjectSlug {
            team_id_or_slug: team.to_owned(),
            project_slug: project.to_owned(),
            reference: self.reference(),
            default_prod: (*self == Self::Production).then_some(true),
            default_dev: (*self == Self::Dev).then_some(true),
        }
    }

    /// Returns the request that creates it. Without a reference, it becomes the default one.
    pub(super) fn create(&self, project_id: ProjectId) -> CreateDeployment {
        let reference = self.reference();
        CreateDeployment { reference, ..CreateDeployment::new(project_id, self.deployment_type()) }
    }

    fn reference(&self) -> Option<String> {
        match self {
            Self::Production | Self::Dev => None,
            Self::Preview(branch) => Some(reference::for_preview(branch)),
            Self::Reference(reference) => Some(reference.clone()),
        }
    }

    fn deployment_type(&self) -> DeploymentType {
        match self {
            Self::Production => DeploymentType::Prod,
            Self::Dev => DeploymentType::Dev,
            Self::Preview(_) => DeploymentType::Preview,
            Self::Reference(_) => DeploymentType::Custom,
        }
    }
}
