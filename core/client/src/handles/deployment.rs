//! Deployments.

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
    /// Returns a handle for the default production deployment, which `npx convex deploy` deploys to.
    #[must_use]
    pub fn production(&self) -> Deployment {
        Deployment::new(self.clone(), Selector::Production)
    }

    /// Returns a handle for the caller's default development deployment, which `npx convex dev` uses. It requires a
    /// member's token.
    #[must_use]
    pub fn dev(&self) -> Deployment {
        Deployment::new(self.clone(), Selector::Dev)
    }

    /// Returns a handle for the preview of a branch.
    #[must_use]
    pub fn preview(&self, branch: impl Into<String>) -> Deployment {
        Deployment::new(self.clone(), Selector::Preview(branch.into()))
    }

    /// Returns a handle for the deployment with a reference, such as `staging`. `ensure` creates it with the type
    /// `custom`.
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
    ///
    /// `NotFound` if it does not exist. `PermissionDenied` for the caller's development deployment if the token does
    /// not belong to a member.
    pub async fn get(&self) -> Result<CloudDeployment> {
        match self.find().await? {
            deployments::Deployment::Cloud(deployment) => Ok(deployment),
            deployments::Deployment::Local(local) => {
                let message = format!("`{}` is not a cloud deployment: it runs on a member's machine", local.name);
                Err(Error::new(ErrorKind::Unsupported, message))
            }
            deployments::Deployment::Other(_) => Err(Error::new(ErrorKind::Unsupported, "unknown kind of deployment")
                .help("try a newer version of convex-ops")),
        }
    }

    async fn find(&self) -> Result<deployments::Deployment> {
        let get = self.selector.get(&self.project.team.name, &self.project.slug);
        match self.connection().call(get).await {
            Err(error) if self.selector == Selector::Dev => Err(self.explain(error).await),
            outcome => outcome,
        }
    }

    /// Explains an error for the caller's development deployment if the caller cannot have one.
    async fn explain(&self, error: Error) -> Error {
        match self.connection().call(GetTokenDetails {}).await {
            Ok(TokenDetails::Team(_) | TokenDetails::Project(_)) => {
                let message = "cannot find a development deployment: the token does not belong to a member";
                Error::new(ErrorKind::PermissionDenied, message)
                    .help("use a personal access token, or select a deployment by its reference")
            }
            _ => error,
        }
    }

    /// Gets or creates the deployment, and waits up to a minute until it responds.
    ///
    /// # Errors
    ///
    /// `NotFound` if the project does not exist. `Timeout` if the deployment does not respond. Other errors of the
    /// call.
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
            // If it was created concurrently, that one is used.
            Err(refused) => self.get().await.map_err(|_| refused),
            Ok(_) => self.get().await,
        }
    }

    /// Deletes the deployment with all its data, if it exists.
    ///
    /// # Errors
    ///
    /// Errors of the call.
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
