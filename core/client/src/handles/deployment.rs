//! A deployment.

use super::Project;
use super::selector::Selector;
use super::wait_ready::wait_until_ready;
use crate::api::access_tokens::{GetTokenDetails, TokenDetails};
use crate::api::deployments::{self, CloudDeployment, DeleteDeployment};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};

/// A deployment of a project.
#[derive(Clone, Debug)]
pub struct Deployment {
    project: Project,
    selector: Selector,
}

impl Project {
    /// The deployment that `npx convex deploy` deploys to: the default production deployment.
    #[must_use]
    pub fn production(&self) -> Deployment {
        Deployment::new(self.clone(), Selector::Production)
    }

    /// The deployment that `npx convex dev` uses: the caller's own default development deployment. The engine needs a
    /// member's token for it.
    #[must_use]
    pub fn dev(&self) -> Deployment {
        Deployment::new(self.clone(), Selector::Dev)
    }

    /// The preview for a branch.
    #[must_use]
    pub fn preview(&self, branch: impl Into<String>) -> Deployment {
        Deployment::new(self.clone(), Selector::Preview(branch.into()))
    }

    /// The deployment with a reference, such as `staging`. Where `ensure` creates it, it is of the type `custom`.
    #[must_use]
    pub fn deployment(&self, reference: impl Into<String>) -> Deployment {
        Deployment::new(self.clone(), Selector::Reference(reference.into()))
    }
}

impl Deployment {
    pub(super) fn new(project: Project, selector: Selector) -> Self {
        Self { project, selector }
    }

    /// Gets the deployment.
    ///
    /// # Errors
    /// `NotFound` where there is none; `PermissionDenied` where the caller's own one is asked for, and the caller is no
    /// member but a token.
    pub async fn get(&self) -> Result<CloudDeployment> {
        match self.found().await? {
            deployments::Deployment::Cloud(deployment) => Ok(deployment),
            deployments::Deployment::Local(local) => {
                let message = format!("`{}` runs on a member's machine, and not in the cloud", local.name);
                Err(Error::new(ErrorKind::Unsupported, message))
            }
            deployments::Deployment::Other(_) => {
                Err(Error::new(ErrorKind::Unsupported, "the deployment is of an unknown kind")
                    .help("a newer version of convex-ops may know it"))
            }
        }
    }

    async fn found(&self) -> Result<deployments::Deployment> {
        let get = self.selector.get(&self.project.team.name, &self.project.slug);
        match self.connection().call(get).await {
            Err(error) if self.selector == Selector::Dev => Err(self.explained(error).await),
            outcome => outcome,
        }
    }

    /// A failure to find the caller's own deployment, explained where the caller can't have one.
    async fn explained(&self, error: Error) -> Error {
        match self.connection().call(GetTokenDetails {}).await {
            Ok(TokenDetails::Team(_) | TokenDetails::Project(_)) => {
                let message = "a development deployment is a member's own, and this token is nobody's";
                Error::new(ErrorKind::PermissionDenied, message)
                    .help("use a personal access token, or name a deployment by its reference")
            }
            _ => error,
        }
    }

    /// Gets the deployment, and creates it first where there is none; then waits until it answers, at most a minute.
    ///
    /// # Errors
    /// `NotFound` where there is no such project; `Timeout` where it doesn't answer; else what keeps the caller from
    /// seeing or creating it.
    pub async fn ensure(&self) -> Result<CloudDeployment> {
        let deployment = match self.get().await {
            Err(error) if error.kind() == ErrorKind::NotFound => self.create().await?,
            found => found?,
        };
        wait_until_ready(self.connection(), &deployment).await?;
        Ok(deployment)
    }

    async fn create(&self) -> Result<CloudDeployment> {
        let project = self.project.get().await?;
        match self.connection().call(self.selector.create(project.id)).await {
            // Where somebody else was faster, theirs is the one.
            Err(refused) => self.get().await.map_err(|_| refused),
            Ok(_) => self.get().await,
        }
    }

    /// Deletes the deployment with all its data. There may be none.
    ///
    /// # Errors
    /// What keeps the caller from deleting it.
    pub async fn delete(&self) -> Result<()> {
        match self.get().await {
            Ok(deployment) => self.connection().call(DeleteDeployment { deployment_name: deployment.name }).await,
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub(super) fn connection(&self) -> &Connection {
        self.project.connection()
    }
}
