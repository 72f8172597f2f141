//! Access to a selected deployment.

use super::resolve::Resolution;
use super::selection::{Choice, InProject, Selection, TargetProject};
use crate::api::deployments::{DeploymentDetails, GetDeploymentInProjectByProjectSlug};
use crate::api::lookups::{
    AuthorizePreview, AuthorizeProd, AuthorizeWithinCurrentProject, ClaimPreviewDeployment, DeploymentAccess,
    GetTeamAndProject, ProjectNamed, ProjectOfDeployment, ProjectOfKey, ProjectSelection, ProvisionAndAuthorize,
    TeamAndProjectForKey, UrlForKey,
};
use crate::api::projects::GetProjectBySlug;
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::DeploymentType;

/// URL of a deployment, a key for it, and its properties on the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TargetAccess {
    /// URL.
    pub url: String,
    /// Key.
    pub key: Secret,
    /// Name. `None` for a self-hosted deployment.
    pub name: Option<String>,
    /// Type. `None` for a self-hosted deployment, and for a key of an unknown type.
    pub deployment_type: Option<DeploymentType>,
    /// Slugs of the team and project, if the platform was asked for them.
    pub project: Option<(String, String)>,
    /// `true` for a preview that was created by this call.
    pub is_new: bool,
}

impl TargetAccess {
    fn of(access: DeploymentAccess, project: Option<(String, String)>) -> Self {
        Self {
            url: access.url,
            key: access.admin_key,
            name: Some(access.deployment_name),
            deployment_type: Some(access.deployment_type),
            project,
            is_new: false,
        }
    }
}

impl Resolution {
    /// Asks the platform for the URL and a key, with the requests of Convex's command. A self-hosted deployment needs none.
    ///
    /// `platform` uses the [credential](Self::credential) of this resolution. Production and development deployments that
    /// do not exist are created, as by Convex's command; previews too, by [`Selection::Preview`].
    ///
    /// # Errors
    ///
    /// Errors of the look-ups: `NotFound` if the project or deployment does not exist, or is not visible.
    pub async fn authorize(&self, platform: &Connection) -> Result<TargetAccess> {
        match &self.selection {
            Selection::Url { url, key } => Ok(TargetAccess {
                url: url.clone(),
                key: key.clone(),
                name: None,
                deployment_type: None,
                project: None,
                is_new: false,
            }),
            Selection::Key { key, name, deployment_type } => {
                let url = platform.call(UrlForKey::new(key.clone())).await?;
                let owner = platform.call(TeamAndProjectForKey::new(key.clone())).await?;
                Ok(TargetAccess {
                    url,
                    key: key.clone(),
                    name: Some(name.clone()),
                    deployment_type: crate::keys::TypePrefix::from_prefix(deployment_type).map(Into::into),
                    project: Some((owner.team, owner.project)),
                    is_new: false,
                })
            }
            Selection::Preview { team, project, identifier, reuse } => {
                let claim = ClaimPreviewDeployment::new(named(team, project), identifier.clone(), *reuse);
                let claimed = platform.call(claim).await?;
                Ok(TargetAccess {
                    url: claimed.instance_url,
                    key: claimed.admin_key,
                    name: Some(claimed.deployment_name),
                    deployment_type: Some(DeploymentType::Preview),
                    project: Some((team.clone(), project.clone())),
                    is_new: claimed.is_new_deployment,
                })
            }
            Selection::InProject(selected) => selected.authorize(platform).await,
        }
    }
}

impl InProject {
    async fn authorize(&self, platform: &Connection) -> Result<TargetAccess> {
        let slugs = self.project.slugs(platform).await?;
        let (project, slugs) = match (&self.sibling, slugs) {
            (None, slugs) => (self.project.clone(), slugs),
            (Some(project), Some((team, _))) => {
                let sibling = TargetProject::Named { team, project: project.clone() };
                let slugs = match self.choice {
                    Choice::Prod => None,
                    _ => sibling.slugs(platform).await?,
                };
                (sibling, slugs)
            }
            (Some(_), None) => return Err(unknown_project()),
        };
        let access = project.authorize(&self.choice, slugs.as_ref(), platform).await?;
        Ok(TargetAccess::of(access, slugs))
    }
}

impl TargetProject {
    /// Returns the slugs of the team and project, after the platform confirmed that they are visible. A key of a project
    /// tells them only to the calls that use it.
    async fn slugs(&self, platform: &Connection) -> Result<Option<(String, String)>> {
        match self {
            Self::OfDeployment(name) => {
                let found = platform.call(GetTeamAndProject::new(name.clone())).await?;
                Ok(Some((found.team, found.project)))
            }
            Self::Named { team, project } => {
                platform.call(GetProjectBySlug::new(team.clone(), project.clone())).await?;
                Ok(Some((team.clone(), project.clone())))
            }
            Self::OfKey(_) => Ok(None),
        }
    }

    async fn authorize(
        &self,
        choice: &Choice,
        slugs: Option<&(String, String)>,
        platform: &Connection,
    ) -> Result<DeploymentAccess> {
        match choice {
            Choice::Prod => match self {
                Self::OfDeployment(name) => platform.call(AuthorizeProd::new(name.clone())).await,
                Self::Named { .. } | Self::OfKey(_) => platform.call(self.provision(DeploymentType::Prod)).await,
            },
            Choice::OwnDev => platform.call(self.provision(DeploymentType::Dev)).await,
            Choice::Preview(name) => platform.call(AuthorizePreview::new(name.clone(), self.selection())).await,
            Choice::Name(name) => platform.call(within(name.clone(), self.selection())).await,
            Choice::DefaultDev => {
                let (team, project) = slugs.ok_or_else(unknown_project)?;
                let look_up = GetDeploymentInProjectByProjectSlug::new(team, project).default_dev(true);
                platform.call(within(name_of(look_up, platform).await?, named(team, project))).await
            }
            Choice::Reference(reference) => {
                let (team, project) = slugs.ok_or_else(unknown_project)?;
                let look_up = GetDeploymentInProjectByProjectSlug::new(team, project).reference(reference);
                platform.call(within(name_of(look_up, platform).await?, self.selection())).await
            }
        }
    }

    fn provision(&self, deployment_type: DeploymentType) -> ProvisionAndAuthorize {
        let request = ProvisionAndAuthorize::new(deployment_type);
        match self {
            Self::Named { team, project } => request.team_slug(team).project_slug(project),
            Self::OfDeployment(_) | Self::OfKey(_) => request,
        }
    }

    fn selection(&self) -> ProjectSelection {
        match self {
            Self::OfDeployment(name) => ProjectSelection::OfDeployment(ProjectOfDeployment::new(name)),
            Self::Named { team, project } => named(team, project),
            Self::OfKey(key) => ProjectSelection::OfKey(ProjectOfKey::new(key.clone())),
        }
    }
}

async fn name_of(look_up: GetDeploymentInProjectByProjectSlug, platform: &Connection) -> Result<String> {
    match platform.call(look_up).await? {
        DeploymentDetails::Cloud(deployment) => Ok(deployment.name),
        _ => Err(Error::new(ErrorKind::Unsupported, "the selected deployment runs on a member's machine")
            .help("select a deployment in the cloud")),
    }
}

fn named(team: &str, project: &str) -> ProjectSelection {
    ProjectSelection::Named(ProjectNamed::new(team, project))
}

fn within(name: String, project: ProjectSelection) -> AuthorizeWithinCurrentProject {
    AuthorizeWithinCurrentProject::new(name, project)
}

fn unknown_project() -> Error {
    Error::invalid_input("cannot look up a deployment with the key of a project")
        .help("use a member's token, or the key of the deployment")
}
