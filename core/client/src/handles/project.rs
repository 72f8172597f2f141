//! Projects.

use super::Team;
use crate::api::deployments::{Deployment, ListDeployments};
use crate::api::projects::{self, CreateProject, DeleteProject, GetProjectBySlug, UpdateProject};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::model::ProjectId;

/// A project of a team, by slug.
#[derive(Clone, Debug)]
pub struct Project {
    pub(super) team: Team,
    pub(super) slug: String,
}

impl Team {
    /// Returns a handle for a project of the team, by slug.
    #[must_use]
    pub fn project(&self, slug: impl Into<String>) -> Project {
        Project { team: self.clone(), slug: slug.into() }
    }
}

impl Project {
    /// Returns the slug.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Gets the project.
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist.
    pub async fn get(&self) -> Result<projects::Project> {
        let get = GetProjectBySlug { team_id_or_slug: self.team.name.clone(), project_slug: self.slug.clone() };
        self.connection().call(get).await
    }

    /// Gets or creates the project. A new project has no deployments.
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn ensure(&self) -> Result<projects::Project> {
        match self.get().await {
            Err(error) if error.kind() == ErrorKind::NotFound => self.create().await,
            found => found,
        }
    }

    /// Deletes the project with all its deployments and their data, if it exists.
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn delete(&self) -> Result<()> {
        match self.get().await {
            Ok(project) => self.connection().call(DeleteProject { project_id: project.id }).await,
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Lists the cloud deployments of the project.
    ///
    /// # Errors
    ///
    /// `NotFound` if the project does not exist.
    pub async fn deployments(&self) -> Result<Vec<Deployment>> {
        let project_id = self.get().await?.id;
        let list = ListDeployments { project_id, include_local: None, is_default: None, deployment_type: None };
        self.connection().call(list).await
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.team.connection
    }

    async fn create(&self) -> Result<projects::Project> {
        let create = CreateProject::new(self.team.id().await?, &self.slug);
        let created = self.connection().call(create).await?;
        if created.slug == self.slug { self.get().await } else { self.rename(created.id).await }
    }

    /// Changes the slug of the newly created project to the requested one. If that was taken concurrently, deletes the
    /// new project and uses the existing one.
    async fn rename(&self, project_id: ProjectId) -> Result<projects::Project> {
        let rename = UpdateProject { project_id, name: None, slug: Some(self.slug.clone()) };
        let Err(refused) = self.connection().call(rename).await else { return self.get().await };
        self.connection().call(DeleteProject { project_id }).await?;
        self.get()
            .await
            .map_err(|error| if error.kind() == ErrorKind::NotFound { invalid_slug(refused) } else { error })
    }
}

fn invalid_slug(refused: Error) -> Error {
    refused.help("use lower case letters, digits and inner `-` in the slug")
}
