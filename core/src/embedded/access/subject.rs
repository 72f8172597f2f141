//! Subjects of operations.

use crate::embedded::records::{DeploymentRow, ProjectRow, TeamRow};
use crate::error::Error;
use crate::model::role::{Resource, ResourceKind};
use crate::model::{Action, DeploymentId, DeploymentType, MemberId, ProjectId, TeamId};

/// The resource that an operation acts on, found before permissions are checked.
pub(in crate::embedded) trait Subject {
    /// Returns the team that it is or belongs to.
    fn team(&self) -> Option<TeamId> {
        None
    }

    /// Returns the project that it is or belongs to.
    fn project(&self) -> Option<ProjectId> {
        None
    }

    /// Returns the deployment that it is.
    fn deployment(&self) -> Option<DeploymentId> {
        None
    }

    /// Returns the resource that permissions for `action` refer to. `actor` is the acting member.
    fn resource(&self, action: &Action, actor: Option<MemberId>) -> Resource<'_>;

    /// Returns the error for callers who cannot see it.
    fn unseen(&self) -> Error;
}

/// The caller themselves.
pub(in crate::embedded) struct Me;

impl Subject for Me {
    fn resource(&self, _: &Action, _: Option<MemberId>) -> Resource<'_> {
        Resource::team()
    }

    fn unseen(&self) -> Error {
        crate::embedded::refusals::forbidden("this token or key has another scope")
    }
}

impl Subject for TeamRow {
    fn team(&self) -> Option<TeamId> {
        Some(self.id)
    }

    /// A project that does not exist yet has no ID.
    fn resource(&self, action: &Action, actor: Option<MemberId>) -> Resource<'_> {
        match ResourceKind::of(action) {
            Some(ResourceKind::Project) => Resource::new_project(),
            Some(ResourceKind::Token) => Resource::team().token(actor),
            Some(kind) => Resource::of_kind(kind),
            None => Resource::team(),
        }
    }

    fn unseen(&self) -> Error {
        crate::embedded::refusals::no_team(self.id)
    }
}

impl Subject for ProjectRow {
    fn team(&self) -> Option<TeamId> {
        Some(self.team_id)
    }

    fn project(&self) -> Option<ProjectId> {
        Some(self.id)
    }

    fn resource(&self, action: &Action, actor: Option<MemberId>) -> Resource<'_> {
        match ResourceKind::of(action) {
            Some(ResourceKind::DefaultEnvironmentVariable) => Resource::default_env(self.id, &self.slug),
            Some(ResourceKind::Token) => Resource::project(self.id, &self.slug).token(actor),
            _ => Resource::project(self.id, &self.slug),
        }
    }

    fn unseen(&self) -> Error {
        crate::embedded::refusals::no_project(self.id)
    }
}

/// A deployment with its project.
pub(in crate::embedded) struct Deployed {
    pub(in crate::embedded) project: ProjectRow,
    pub(in crate::embedded) row: DeploymentRow,
}

impl Subject for Deployed {
    fn team(&self) -> Option<TeamId> {
        Some(self.row.team_id)
    }

    fn project(&self) -> Option<ProjectId> {
        Some(self.row.project_id)
    }

    fn deployment(&self) -> Option<DeploymentId> {
        Some(self.row.id)
    }

    fn resource(&self, action: &Action, actor: Option<MemberId>) -> Resource<'_> {
        let row = &self.row;
        let resource = deployment_in(&self.project, Some(row.id), &row.deployment_type, row.creator);
        if ResourceKind::of(action) == Some(ResourceKind::Token) { resource.token(actor) } else { resource }
    }

    fn unseen(&self) -> Error {
        crate::embedded::refusals::no_deployment(&self.row.name)
    }
}

/// Returns a project's deployment as permissions refer to it. A deployment that does not exist yet has no ID.
pub(in crate::embedded) fn deployment_in<'a>(
    project: &'a ProjectRow,
    id: Option<DeploymentId>,
    deployment_type: &'a DeploymentType,
    creator: Option<MemberId>,
) -> Resource<'a> {
    Resource::deployment(project.id, &project.slug, id, deployment_type, creator)
}
