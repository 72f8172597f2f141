//! A project.

use super::selector::Selector;
use super::{DeploymentHandle, Engine, TeamHandle};
use crate::api::deployments::{Deployment, ListDeployments};
use crate::api::projects::{CreateProject, DeleteProject, GetProjectBySlug, Project, UpdateProject};
use crate::error::{Error, ErrorKind, Result};
use crate::model::ProjectId;

/// A project of a team, by its slug.
#[derive(Clone, Debug)]
pub struct ProjectHandle<E> {
    pub(super) team: TeamHandle<E>,
    pub(super) slug: String,
}

impl<E: Engine> ProjectHandle<E> {
    pub(super) fn new(team: TeamHandle<E>, slug: String) -> Self {
        Self { team, slug }
    }

    /// The slug.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Gets the project.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn get(&self) -> Result<Project> {
        let get = GetProjectBySlug { team_id_or_slug: self.team.name.clone(), project_slug: self.slug.clone() };
        self.engine().call(get).await
    }

    /// Gets the project, and creates it first where there is none. It has no deployments then.
    ///
    /// # Errors
    /// What keeps the caller from seeing or creating it.
    pub async fn ensure(&self) -> Result<Project> {
        match self.get().await {
            Err(error) if error.kind() == ErrorKind::NotFound => self.create().await,
            found => found,
        }
    }

    /// Deletes the project and all its deployments, with their data. There may be none.
    ///
    /// # Errors
    /// What keeps the caller from deleting it.
    pub async fn delete(&self) -> Result<()> {
        match self.get().await {
            Ok(project) => self.engine().call(DeleteProject { project_id: project.id }).await,
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The deployment that `npx convex deploy` deploys to: the default production deployment.
    pub fn production(&self) -> DeploymentHandle<E> {
        DeploymentHandle::new(self.clone(), Selector::Production)
    }

    /// The deployment that `npx convex dev` uses: the caller's own default development deployment. The engine needs a
    /// member's token for it.
    pub fn dev(&self) -> DeploymentHandle<E> {
        DeploymentHandle::new(self.clone(), Selector::Dev)
    }

    /// The preview for a branch.
    pub fn preview(&self, branch: impl Into<String>) -> DeploymentHandle<E> {
        DeploymentHandle::new(self.clone(), Selector::Preview(branch.into()))
    }

    /// The deployment with a reference, such as `staging`. Where `ensure` creates it, it is of the type `custom`.
    pub fn deployment(&self, reference: impl Into<String>) -> DeploymentHandle<E> {
        DeploymentHandle::new(self.clone(), Selector::Reference(reference.into()))
    }

    /// Lists the cloud deployments of the project.
    ///
    /// # Errors
    /// `NotFound` where there is no such project.
    pub async fn deployments(&self) -> Result<Vec<Deployment>> {
        let project_id = self.get().await?.id;
        let list = ListDeployments { project_id, include_local: None, is_default: None, deployment_type: None };
        self.engine().call(list).await
    }

    pub(super) fn engine(&self) -> &E {
        &self.team.engine
    }

    async fn create(&self) -> Result<Project> {
        let create = CreateProject::new(self.team.id().await?, &self.slug);
        let created = self.engine().call(create).await?;
        if created.slug == self.slug { self.get().await } else { self.rename(created.id).await }
    }

    /// Gives the project that was created just now the slug that was asked for. Where somebody else has got it meanwhile,
    /// theirs is the project, and ours goes.
    async fn rename(&self, project_id: ProjectId) -> Result<Project> {
        let rename = UpdateProject { project_id, name: None, slug: Some(self.slug.clone()) };
        let Err(refused) = self.engine().call(rename).await else { return self.get().await };
        self.engine().call(DeleteProject { project_id }).await?;
        self.get().await.map_err(|error| if error.kind() == ErrorKind::NotFound { no_slug(refused) } else { error })
    }
}

fn no_slug(refused: Error) -> Error {
    refused.help("a project's slug is in lowercase, with digits and `-`")
}
