//! Access to the operations of a deployment.

use std::sync::Arc;
use std::time::Duration;

use super::DeploymentHandle;
use super::credentials::IdentityKind;
use super::path::KnownDeployment;
use crate::api::lookups::{AuthorizeWithinCurrentProject, ProjectOfDeployment, ProjectSelection};
use crate::api::{Api, Contract, Credential, Request};
use crate::engine::{Answer, Connection, DeploymentAddress, Engine};
use crate::error::{Error, ErrorKind, Result};
use crate::future::BoxFuture;
use crate::keys::Secret;

impl DeploymentHandle {
    /// Returns a connection for the deployment's operations. It uses the connection's own token for operations that
    /// accept its kind, else the access that Convex's command requests for a member. It creates no key.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::api::deployment_info::GetDeploymentInfo;
    ///
    /// async fn kind(deployment: &DeploymentHandle) -> Result<String> {
    ///     Ok(deployment.connection().call(GetDeploymentInfo {}).await?.kind().to_owned())
    /// }
    /// ```
    #[must_use]
    pub fn connection(&self) -> Connection {
        Connection::new(Arc::new(OnDeployment { handle: self.clone() }))
    }

    /// Returns an engine for an operation of the deployment.
    async fn engine(&self, contract: &Contract) -> Result<Arc<dyn Engine>> {
        let known = self.known().await?;
        if self.has_own_key() {
            return self.open(&known, None);
        }
        if let Some(engine) = self.convex().shared().engine(&known.name) {
            return Ok(engine);
        }
        let kind = self.convex().whoami().await?.kind;
        if accepts(contract, kind) {
            return self.open(&known, None);
        }
        if kind != IdentityKind::Member {
            return Err(needs_key(contract, &known.name));
        }
        let project_selection =
            ProjectSelection::OfDeployment(ProjectOfDeployment { deployment_name: known.name.clone() });
        let selected_deployment_name = known.name.clone();
        let authorize = AuthorizeWithinCurrentProject { selected_deployment_name, project_selection };
        let access = self.platform().call(authorize).await?;
        let engine = self.open(&known, Some(access.admin_key))?;
        self.convex().shared().keep_engine(&known.name, &engine);
        Ok(engine)
    }

    fn open(&self, known: &KnownDeployment, key: Option<Secret>) -> Result<Arc<dyn Engine>> {
        let address = DeploymentAddress { name: &known.name, url: &known.url };
        self.platform().engine().on_deployment(&address, key)
    }
}

/// Checks if an operation accepts the kind of token.
fn accepts(contract: &Contract, kind: IdentityKind) -> bool {
    let accepted = |credential| contract.credentials.contains(credential);
    match kind {
        IdentityKind::Member => accepted(&Credential::PersonalAccessToken),
        IdentityKind::Team => accepted(&Credential::TeamToken) && accepted(&Credential::OAuthTeamToken),
        IdentityKind::Project => accepted(&Credential::OAuthProjectToken),
        IdentityKind::Deployment => accepted(&Credential::DeployKey),
    }
}

fn needs_key(contract: &Contract, deployment: &str) -> Error {
    let message = format!("cannot access `{deployment}`: the operation does not accept the token of a team or project");
    Error::new(ErrorKind::PermissionDenied, message)
        .help("use a deploy key of the deployment, or a member's token")
        .in_operation(contract.id)
}

/// Calls to a deployment, with the access that each operation accepts.
#[derive(Debug)]
struct OnDeployment {
    handle: DeploymentHandle,
}

impl Engine for OnDeployment {
    fn call(&self, contract: &'static Contract, request: Request) -> BoxFuture<'_, Result<Answer>> {
        Box::pin(async move {
            match contract.api {
                Api::Management | Api::Lookup => self.handle.platform().engine().call(contract, request).await,
                Api::Deployment | Api::Command | Api::Push => {
                    let engine = self.handle.engine(contract).await?;
                    engine.call(contract, request).await
                }
            }
        })
    }

    fn is_ready<'a>(&'a self, deployment_url: &'a str) -> BoxFuture<'a, bool> {
        self.handle.platform().engine().is_ready(deployment_url)
    }

    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Option<Secret>) -> Result<Arc<dyn Engine>> {
        self.handle.platform().engine().on_deployment(deployment, key)
    }

    fn is_embedded(&self) -> bool {
        self.handle.platform().engine().is_embedded()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.handle.platform().engine().sleep(time)
    }
}
