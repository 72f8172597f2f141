//! Resources that actions apply to.

use super::ResourceKind;
use crate::model::{DeploymentId, DeploymentType, MemberId, ProjectId};

/// A resource with its containers: a project, then its deployment, then a key of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource<'a>(Vec<ResourceSegment<'a>>);

/// A step of the path to a resource, with the attributes that selectors match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceSegment<'a> {
    /// A project.
    Project {
        /// ID. `None` for a project that does not exist yet.
        id: Option<ProjectId>,
        /// Slug.
        slug: &'a str,
    },
    /// A deployment.
    Deployment {
        /// ID. `None` for a deployment that does not exist yet.
        id: Option<DeploymentId>,
        /// Type.
        deployment_type: &'a DeploymentType,
        /// Member who created it, if any.
        creator: Option<MemberId>,
    },
    /// A token or key.
    Token {
        /// Member who created it. `None` for a list of all.
        creator: Option<MemberId>,
    },
    /// A resource without attributes, one per team.
    One(ResourceKind),
}

impl ResourceSegment<'_> {
    /// Returns the kind of the resource.
    #[must_use]
    pub fn kind(&self) -> ResourceKind {
        match self {
            Self::Project { .. } => ResourceKind::Project,
            Self::Deployment { .. } => ResourceKind::Deployment,
            Self::Token { .. } => ResourceKind::Token,
            Self::One(kind) => *kind,
        }
    }
}

impl<'a> Resource<'a> {
    /// Creates a resource that exists once per team: the team itself, its members, its billing.
    #[must_use]
    pub fn of_kind(kind: ResourceKind) -> Self {
        Self(vec![ResourceSegment::One(kind)])
    }

    /// The team itself.
    #[must_use]
    pub fn team() -> Self {
        Self::of_kind(ResourceKind::Team)
    }

    /// A project.
    #[must_use]
    pub fn project(id: ProjectId, slug: &'a str) -> Self {
        Self(vec![ResourceSegment::Project { id: Some(id), slug }])
    }

    /// A project that does not exist yet.
    #[must_use]
    pub fn new_project() -> Self {
        Self(vec![ResourceSegment::Project { id: None, slug: "" }])
    }

    /// The default environment variables of a project.
    #[must_use]
    pub fn default_env(project_id: ProjectId, slug: &'a str) -> Self {
        Self::project(project_id, slug).with(ResourceSegment::One(ResourceKind::DefaultEnvironmentVariable))
    }

    /// A deployment of a project. `id` is `None` if it does not exist yet.
    #[must_use]
    pub fn deployment(
        project_id: ProjectId,
        slug: &'a str,
        id: Option<DeploymentId>,
        deployment_type: &'a DeploymentType,
        creator: Option<MemberId>,
    ) -> Self {
        Self::project(project_id, slug).with(ResourceSegment::Deployment { id, deployment_type, creator })
    }

    /// Appends a token or key of this team, project or deployment. `creator` is `None` for the list of all.
    #[must_use]
    pub fn token(self, creator: Option<MemberId>) -> Self {
        self.with(ResourceSegment::Token { creator })
    }

    fn with(mut self, segment: ResourceSegment<'a>) -> Self {
        self.0.push(segment);
        self
    }

    /// Returns the path to the resource, outermost first.
    #[must_use]
    pub fn segments(&self) -> &[ResourceSegment<'a>] {
        &self.0
    }

    /// Returns the kind of the resource.
    #[must_use]
    pub fn kind(&self) -> Option<ResourceKind> {
        self.0.last().map(ResourceSegment::kind)
    }

    /// Returns `true` for a project and resources in one.
    #[must_use]
    pub fn is_in_project(&self) -> bool {
        matches!(self.0.first(), Some(ResourceSegment::Project { .. }))
    }

    /// Returns `true` for a production deployment and resources in one.
    #[must_use]
    pub fn is_production(&self) -> bool {
        self.0.iter().any(|segment| {
            matches!(segment, ResourceSegment::Deployment { deployment_type, .. } if **deployment_type == DeploymentType::Prod)
        })
    }
}
