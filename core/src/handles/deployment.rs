//! A deployment.

use super::ready::wait_until_ready;
use super::selector::Selector;
use super::{Backups, DeployKeys, Engine, ProjectHandle};
use crate::api::access_tokens::{GetTokenDetails, TokenDetails};
use crate::api::deployments::{CloudDeployment, DeleteDeployment, Deployment};
use crate::error::{Error, ErrorKind, Result};

/// A deployment of a project.
#[derive(Clone, Debug)]
pub struct DeploymentHandle<E> {
    project: ProjectHandle<E>,
    selector: Selector,
}

impl<E: Engine> DeploymentHandle<E> {
    pub(super) fn new(project: ProjectHandle<E>, selector: Selector) -> Self {
        Self { project, selector }
    }

    /// Gets the deployment.
    ///
    /// # Errors
    /// `NotFound` where there is none; `PermissionDenied` where the caller's own one is asked for, and the caller is no
    /// member but a token.
    pub async fn get(&self) -> Result<CloudDeployment> {
        match self.found().await? {
            Deployment::Cloud(deployment) => Ok(deployment),
            Deployment::Local(local) => {
                let message = format!("`{}` runs on a member's machine, and not in the cloud", local.name);
                Err(Error::new(ErrorKind::Unsupported, message))
            }
            Deployment::Other(_) => Err(Error::new(ErrorKind::Unsupported, "the deployment is of an unknown kind")
                .help("a newer version of convex-ops may know it")),
        }
    }

    async fn found(&self) -> Result<Deployment> {
        let get = self.selector.get(&self.project.team.name, &self.project.slug);
        match self.engine().call(get).await {
            Err(error) if self.selector == Selector::Dev => Err(self.explained(error).await),
            outcome => outcome,
        }
    }

    /// A failure to find the caller's own deployment, explained where the caller can't have one.
    async fn explained(&self, error: Error) -> Error {
        match self.engine().call(GetTokenDetails {}).await {
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
        wait_until_ready(self.engine(), &deployment).await?;
        Ok(deployment)
    }

    async fn create(&self) -> Result<CloudDeployment> {
        let project = self.project.get().await?;
        match self.engine().call(self.selector.create(project.id)).await {
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
            Ok(deployment) => self.engine().call(DeleteDeployment { deployment_name: deployment.name }).await,
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Its deploy keys.
    pub fn deploy_keys(&self) -> DeployKeys<E> {
        DeployKeys::new(self.clone())
    }

    /// Its backups.
    pub fn backups(&self) -> Backups<E> {
        Backups::new(self.clone())
    }

    pub(super) fn engine(&self) -> &E {
        self.project.engine()
    }
}
