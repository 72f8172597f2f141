//! One thing that somebody wants to act on.

use super::ResourceKind;
use crate::model::DeploymentType;

/// One thing that somebody wants to act on, with what it lies in: a project, then its deployment, then a key of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource<'a>(Vec<Segment<'a>>);

/// One step of the way to a resource, with what selectors can ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// A project.
    Project {
        /// Its id.
        id: u64,
        /// Its slug.
        slug: &'a str,
    },
    /// A deployment.
    Deployment {
        /// Its id.
        id: u64,
        /// Its type.
        deployment_type: &'a DeploymentType,
        /// The member who made it, where one did.
        creator: Option<u64>,
    },
    /// A token or key.
    Token {
        /// The member who made it. `None` for a list of all of them.
        creator: Option<u64>,
    },
    /// Something of which there is one.
    One(ResourceKind),
}

impl Segment<'_> {
    /// What kind of thing it is.
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
    /// Something of which the team has one: itself, its members, its billing.
    #[must_use]
    pub fn of_kind(kind: ResourceKind) -> Self {
        Self(vec![Segment::One(kind)])
    }

    /// The team itself.
    #[must_use]
    pub fn team() -> Self {
        Self::of_kind(ResourceKind::Team)
    }

    /// A project.
    #[must_use]
    pub fn project(id: u64, slug: &'a str) -> Self {
        Self(vec![Segment::Project { id, slug }])
    }

    /// The default environment variables of a project.
    #[must_use]
    pub fn default_env(project_id: u64, slug: &'a str) -> Self {
        Self::project(project_id, slug).with(Segment::One(ResourceKind::DefaultEnvironmentVariable))
    }

    /// A deployment of a project.
    #[must_use]
    pub fn deployment(
        project_id: u64,
        slug: &'a str,
        id: u64,
        deployment_type: &'a DeploymentType,
        creator: Option<u64>,
    ) -> Self {
        Self::project(project_id, slug).with(Segment::Deployment { id, deployment_type, creator })
    }

    /// A token or key of this team, project or deployment. `creator` is `None` for the list of all of them.
    #[must_use]
    pub fn token(self, creator: Option<u64>) -> Self {
        self.with(Segment::Token { creator })
    }

    fn with(mut self, segment: Segment<'a>) -> Self {
        self.0.push(segment);
        self
    }

    /// The way to it, outermost first.
    #[must_use]
    pub fn segments(&self) -> &[Segment<'a>] {
        &self.0
    }

    /// What kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> Option<ResourceKind> {
        self.0.last().map(Segment::kind)
    }

    /// Whether it is, or lies in, a project.
    #[must_use]
    pub fn is_in_project(&self) -> bool {
        matches!(self.0.first(), Some(Segment::Project { .. }))
    }

    /// Whether it is, or lies in, a production deployment.
    #[must_use]
    pub fn is_production(&self) -> bool {
        self.0.iter().any(|segment| {
            matches!(segment, Segment::Deployment { deployment_type, .. } if **deployment_type == DeploymentType::Prod)
        })
    }
}
