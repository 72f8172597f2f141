//! One project.

use serde::Serialize;

use super::carrying::carries_handle;
use super::path::ProjectPath;
use super::{Convex, TeamHandle};
use crate::api::projects::{CreateProject, DeleteProject, GetProjectBySlug, ProjectDetails, UpdateProject};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{ProjectId, TeamId, Timestamp};

/// Names a project of a team. Makes no call until a verb is used.
#[derive(Clone, Debug)]
pub struct ProjectHandle {
    team: TeamHandle,
    slug: String,
    id: Option<ProjectId>,
}

/// A project: its handle, with the data that was read when it was listed, got or ensured.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Project {
    #[serde(skip)]
    handle: ProjectHandle,
    /// Project ID.
    pub id: ProjectId,
    /// Full name, with spaces and punctuation.
    pub name: String,
    /// Slug, as used in the dashboard's URLs.
    pub slug: String,
    /// Team that owns the project.
    pub team_id: TeamId,
    /// Slug of that team.
    pub team_slug: String,
    /// Creation time.
    pub created: Timestamp,
}

carries_handle!(Project: ProjectHandle);

impl TeamHandle {
    /// Returns a handle for a project of the team, by slug.
    ///
    /// ```
    /// # use convex_ops::{Convex, Project, Result};
    /// async fn todo(convex: &Convex) -> Result<Project> {
    ///     convex.team("acme").project("todo").get().await
    /// }
    /// ```
    #[must_use]
    pub fn project(&self, slug: impl Into<String>) -> ProjectHandle {
        ProjectHandle { team: self.clone(), slug: slug.into(), id: None }
    }
}

impl ProjectHandle {
    /// Returns the slug.
    ///
    /// ```
    /// # use convex_ops::TeamHandle;
    /// fn slug(team: &TeamHandle) -> String {
    ///     team.project("todo").slug().to_owned()
    /// }
    /// ```
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Gets the project.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn name(team: &TeamHandle) -> Result<String> {
    ///     Ok(team.project("todo").get().await?.name)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist.
    pub async fn get(&self) -> Result<Project> {
        let get = GetProjectBySlug { team_id_or_slug: self.team.slug().to_owned(), project_slug: self.slug.clone() };
        Ok(Project::of(&self.team, self.connection().call(get).await?))
    }

    /// Gets or creates the project. A new project has no deployments.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let todo = convex.team("first-team").project("todo");
    /// assert_eq!(todo.ensure().await?.id, todo.ensure().await?.id);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the slug is invalid. Other errors of the calls.
    pub async fn ensure(&self) -> Result<Project> {
        match self.get().await {
            Err(error) if error.kind() == ErrorKind::NotFound => self.create().await,
            found => found,
        }
    }

    /// Deletes the project with all its deployments and their data. `confirm` is its slug again. Returns `false` if it
    /// did not exist.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn delete(team: &TeamHandle) -> Result<bool> {
    ///     team.project("todo").delete("todo").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if `confirm` is not the slug. Other errors of the calls.
    pub async fn delete(&self, confirm: &str) -> Result<bool> {
        if confirm != self.slug {
            let message = format!("cannot delete project `{}`: it was confirmed as `{confirm}`", self.slug);
            return Err(Error::invalid_input(message).with_code("ConfirmationMismatch").help("use the project's slug"));
        }
        match self.get().await {
            Ok(project) => self.connection().call(DeleteProject { project_id: project.id }).await.map(|()| true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Finds the ID of the project.
    ///
    /// ```
    /// # use convex_ops::{Result, TeamHandle};
    /// async fn id(team: &TeamHandle) -> Result<u64> {
    ///     Ok(team.project("todo").id().await?.0)
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if it does not exist.
    pub async fn id(&self) -> Result<ProjectId> {
        match self.id {
            Some(id) => Ok(id),
            None => Ok(self.get().await?.id),
        }
    }

    async fn create(&self) -> Result<Project> {
        let create = CreateProject::new(self.team.id().await?, &self.slug);
        let created = self.connection().call(create).await?;
        if created.slug == self.slug { self.get().await } else { self.rename(created.id).await }
    }

    /// Changes the slug of the newly created project to the requested one. If that was taken concurrently, deletes the
    /// new project and uses the existing one.
    async fn rename(&self, project_id: ProjectId) -> Result<Project> {
        let rename = UpdateProject { project_id, name: None, slug: Some(self.slug.clone()) };
        let Err(refused) = self.connection().call(rename).await else { return self.get().await };
        self.connection().call(DeleteProject { project_id }).await?;
        self.get()
            .await
            .map_err(|error| if error.kind() == ErrorKind::NotFound { invalid_slug(refused) } else { error })
    }

    pub(super) fn convex(&self) -> &Convex {
        self.team.convex()
    }

    pub(super) fn connection(&self) -> &Connection {
        self.team.connection()
    }

    pub(super) fn path(&self) -> ProjectPath {
        ProjectPath::new(self.team.slug(), &self.slug)
    }
}

impl Project {
    pub(super) fn of(team: &TeamHandle, details: ProjectDetails) -> Self {
        let ProjectDetails { id, name, slug, team_id, team_slug, create_time: created, .. } = details;
        let handle = ProjectHandle { team: team.clone(), slug: slug.clone(), id: Some(id) };
        Self { handle, id, name, slug, team_id, team_slug, created }
    }
}

fn invalid_slug(refused: Error) -> Error {
    refused.help("use lower case letters, digits and inner `-` in the slug")
}
