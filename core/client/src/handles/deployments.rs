//! The deployments of a team or project.

use super::once::Once;
use super::{Deployment, ProjectHandle, TeamHandle};
use crate::api::deployments::{ListDeployments, ListDeploymentsForTeam};
use crate::engine::Pager;
use crate::model::DeploymentType;

/// Cloud deployments of a team or of a project.
#[derive(Clone, Debug)]
pub struct Deployments {
    of: Owner,
    only: Option<DeploymentType>,
}

#[derive(Clone, Debug)]
enum Owner {
    Team(TeamHandle),
    Project(ProjectHandle),
}

impl TeamHandle {
    /// Returns the deployments of all projects of the team.
    ///
    /// ```
    /// # use convex_ops::{DeploymentType, Result, TeamHandle};
    /// async fn urls(team: &TeamHandle) -> Result<Vec<String>> {
    ///     let production = team.deployments().of_type(DeploymentType::Prod).list().all().await?;
    ///     Ok(production.into_iter().map(|deployment| deployment.url).collect())
    /// }
    /// ```
    #[must_use]
    pub fn deployments(&self) -> Deployments {
        Deployments { of: Owner::Team(self.clone()), only: None }
    }
}

impl ProjectHandle {
    /// Returns the deployments of the project.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn names(todo: &ProjectHandle) -> Result<Vec<String>> {
    ///     Ok(todo.deployments().list().all().await?.into_iter().map(|deployment| deployment.name).collect())
    /// }
    /// ```
    #[must_use]
    pub fn deployments(&self) -> Deployments {
        Deployments { of: Owner::Project(self.clone()), only: None }
    }
}

impl Deployments {
    /// Limits the list to deployments of a type.
    ///
    /// ```
    /// # use convex_ops::{DeploymentType, ProjectHandle, Result};
    /// async fn count(todo: &ProjectHandle) -> Result<usize> {
    ///     Ok(todo.deployments().of_type(DeploymentType::Preview).list().all().await?.len())
    /// }
    /// ```
    #[must_use]
    pub fn of_type(mut self, deployment_type: DeploymentType) -> Self {
        self.only = Some(deployment_type);
        self
    }

    /// Lists the cloud deployments. Each one is a handle with its data, so that it can be acted on.
    ///
    /// ```
    /// # use convex_ops::{DeploymentType, ProjectHandle, Result, Timestamp};
    /// use std::time::Duration;
    ///
    /// /// Deletes the previews that nothing was deployed to for a week.
    /// async fn clean_up(todo: &ProjectHandle) -> Result<()> {
    ///     let week_ago = Timestamp::now() - Duration::from_secs(7 * 86_400);
    ///     for preview in todo.deployments().of_type(DeploymentType::Preview).list().all().await? {
    ///         if preview.last_deployed.unwrap_or(preview.created) < week_ago {
    ///             preview.delete().await?;
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn list(&self) -> Pager<Deployment> {
        match &self.of {
            Owner::Team(team) => list_of_team(team.clone(), self.only.clone()),
            Owner::Project(project) => list_of_project(project.clone(), self.only.clone()),
        }
    }
}

fn list_of_team(team: TeamHandle, only: Option<DeploymentType>) -> Pager<Deployment> {
    let id = Once::new();
    Pager::new(move |page| {
        let (team, only, id) = (team.clone(), only.clone(), id.clone());
        async move {
            let team_id = id.get_or(team.id()).await?;
            let list = ListDeploymentsForTeam { deployment_type: only, ..ListDeploymentsForTeam::new(team_id) };
            let read = team.connection().pages(list).page_at(page).await?;
            Ok(read.filter_map(|details| Deployment::from_list_item(team.convex(), details)))
        }
    })
}

fn list_of_project(project: ProjectHandle, only: Option<DeploymentType>) -> Pager<Deployment> {
    Pager::whole(move || {
        let (project, deployment_type) = (project.clone(), only.clone());
        async move {
            let project_id = project.id().await?;
            let list = ListDeployments { project_id, include_local: None, is_default: None, deployment_type };
            let listed = project.connection().call(list).await?;
            Ok(listed.into_iter().filter_map(|details| Deployment::from_list_item(project.convex(), details)).collect())
        }
    })
}
