//! Paths of handles, as data that crosses to another language and back.

use serde::{Deserialize, Serialize};

use crate::api::deployments::{CreateDeployment, GetDeploymentInProjectByProjectSlug};
use crate::model::{DeploymentId, DeploymentType, ProjectId, reference};

/// Name of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectPath {
    /// Slug or ID of the team.
    pub team: String,
    /// Slug of the project.
    pub project: String,
}

impl ProjectPath {
    /// Creates a name from the slug or ID of a team and the slug of a project.
    pub fn new(team: impl Into<String>, project: impl Into<String>) -> Self {
        Self { team: team.into(), project: project.into() }
    }
}

/// Name of a deployment, and all that a [`DeploymentHandle`](super::DeploymentHandle) holds besides its connection:
/// [`Convex::deployment_at`](super::Convex::deployment_at) makes the same handle of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentPath {
    /// Selection of the deployment.
    pub selector: DeploymentSelector,
    /// Facts about the deployment that were read before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<KnownDeployment>,
    /// Confirmation of changes to a production deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
}

impl DeploymentPath {
    /// Creates the name of a deployment that was not read before.
    #[must_use]
    pub fn new(selector: DeploymentSelector) -> Self {
        Self { selector, known: None, confirmation: None }
    }
}

/// Selection of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", tag = "by")]
#[non_exhaustive]
pub enum DeploymentSelector {
    /// By its full name, such as `happy-otter-123`, given by the caller.
    Name {
        /// Name of the deployment.
        name: String,
    },
    /// By its full name, found in a list.
    Listed {
        /// Name of the deployment.
        name: String,
    },
    /// The default production deployment of a project.
    Production {
        /// The project.
        project: ProjectPath,
    },
    /// The default production deployment of the project that a deployment belongs to.
    ProductionOf {
        /// Name of the other deployment.
        name: String,
    },
    /// The caller's default development deployment of a project.
    Dev {
        /// The project.
        project: ProjectPath,
    },
    /// The preview of a branch of a project.
    Preview {
        /// The project.
        project: ProjectPath,
        /// Name of the branch.
        branch: String,
    },
    /// By its reference in a project, such as `staging`.
    Reference {
        /// The project.
        project: ProjectPath,
        /// The reference.
        reference: String,
    },
    /// The deployment that the connection's key belongs to.
    OfKey,
}

/// Facts about a deployment that save further calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct KnownDeployment {
    /// Deployment ID, unless only a key is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<DeploymentId>,
    /// Name, such as `happy-otter-123`.
    pub name: String,
    /// URL: `https://happy-otter-123.convex.cloud`.
    pub url: String,
    /// Deployment type. Absent for a self-hosted deployment.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
}

/// Confirmation of changes to a production deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", tag = "kind")]
#[non_exhaustive]
pub enum Confirmation {
    /// By its name, which is compared before the first change.
    Named {
        /// Expected name of the deployment.
        name: String,
    },
    /// Without its name, on an embedded platform.
    Itself,
}

impl DeploymentSelector {
    /// Returns the project, if the selection contains it.
    #[must_use]
    pub fn project(&self) -> Option<&ProjectPath> {
        match self {
            Self::Production { project }
            | Self::Dev { project }
            | Self::Preview { project, .. }
            | Self::Reference { project, .. } => Some(project),
            Self::Name { .. } | Self::Listed { .. } | Self::ProductionOf { .. } | Self::OfKey => None,
        }
    }

    /// Returns the request that gets a deployment of a project.
    pub(super) fn get(&self, project: &ProjectPath) -> GetDeploymentInProjectByProjectSlug {
        GetDeploymentInProjectByProjectSlug {
            team_id_or_slug: project.team.clone(),
            project_slug: project.project.clone(),
            reference: self.reference(),
            default_prod: matches!(self, Self::Production { .. }).then_some(true),
            default_dev: matches!(self, Self::Dev { .. }).then_some(true),
        }
    }

    /// Returns the request that creates a deployment of a project. Without a reference, it becomes the default one.
    pub(super) fn create(&self, project_id: ProjectId) -> CreateDeployment {
        let reference = self.reference();
        CreateDeployment { reference, ..CreateDeployment::new(project_id, self.deployment_type()) }
    }

    fn reference(&self) -> Option<String> {
        match self {
            Self::Preview { branch, .. } => Some(reference::for_preview(branch)),
            Self::Reference { reference, .. } => Some(reference.clone()),
            _ => None,
        }
    }

    fn deployment_type(&self) -> DeploymentType {
        match self {
            Self::Production { .. } => DeploymentType::Prod,
            Self::Dev { .. } => DeploymentType::Dev,
            Self::Preview { .. } => DeploymentType::Preview,
            _ => DeploymentType::Custom,
        }
    }
}
