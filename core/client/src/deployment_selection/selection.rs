//! A selected deployment.

use crate::keys::Secret;

/// A selected deployment, as far as it is known without asking the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The deployment at a URL, with its key.
    Url {
        /// URL.
        url: String,
        /// Key.
        key: Secret,
    },
    /// The deployment of a key. The platform knows its URL.
    Key {
        /// Key.
        key: Secret,
        /// Name of the deployment.
        name: String,
        /// Type, as the key spells it.
        deployment_type: String,
    },
    /// The preview of a branch. It is created if it does not exist.
    Preview {
        /// Slug of the team.
        team: String,
        /// Slug of the project.
        project: String,
        /// Name of the branch.
        identifier: String,
        /// Keeps an existing preview. If `false`, it is deleted and replaced.
        reuse: bool,
    },
    /// A deployment of a project.
    InProject(InProject),
}

/// A deployment of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InProject {
    /// Project.
    pub project: TargetProject,
    /// Slug of another project of the same team, which has the deployment.
    pub sibling: Option<String>,
    /// Deployment.
    pub choice: Choice,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetProject {
    /// The project of a deployment.
    OfDeployment(String),
    /// The project with these slugs.
    Named {
        /// Slug of the team.
        team: String,
        /// Slug of the project.
        project: String,
    },
    /// The project of a key.
    OfKey(Secret),
}

/// A choice among the deployments of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The member's own development deployment. It is created if it does not exist.
    OwnDev,
    /// The member's default development deployment, which must exist.
    DefaultDev,
    /// The default production deployment. It is created if it does not exist.
    Prod,
    /// The preview of a branch.
    Preview(String),
    /// The deployment with this name.
    Name(String),
    /// The deployment with this reference.
    Reference(String),
}
