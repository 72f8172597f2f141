//! Deploy keys of a deployment.

use super::Deployment;
use crate::api::deploy_keys::{CreateDeployKey, DeleteDeployKey, DeployKey, ListDeployKeys};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::Action;

/// Purpose of a key, with the minimal permissions for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyPreset {
    /// Checks pull requests against the deployment. Read-only.
    PrGate,
    /// Deploys code.
    Deployer,
    /// Creates and downloads backups.
    Backup,
    /// Exactly these actions.
    Only(Vec<Action>),
    /// All permissions of a deploy key.
    Full,
}

impl KeyPreset {
    /// Returns the actions that a key of this kind allows. `None` means all.
    #[must_use]
    pub fn actions(&self) -> Option<Vec<Action>> {
        match self {
            // Assumed: functions, schema and scheduled calls can be read with the permission to view data.
            Self::PrGate => Some(vec![Action::DeploymentDataView]),
            Self::Deployer => Some(vec![Action::DeploymentDeploy]),
            Self::Backup => Some(vec![
                Action::DeploymentBackupsView,
                Action::DeploymentBackupsCreate,
                Action::DeploymentBackupsDownload,
            ]),
            Self::Only(actions) => Some(actions.clone()),
            Self::Full => None,
        }
    }
}

/// Deploy keys of a deployment.
#[derive(Clone, Debug)]
pub struct DeployKeys {
    deployment: Deployment,
}

impl Deployment {
    /// Returns a handle for the deploy keys.
    #[must_use]
    pub fn deploy_keys(&self) -> DeployKeys {
        DeployKeys { deployment: self.clone() }
    }
}

impl DeployKeys {
    /// Lists the keys, without their secrets.
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist.
    pub async fn list(&self) -> Result<Vec<DeployKey>> {
        let deployment_name = self.deployment.get().await?.name;
        self.deployment.connection().call(ListDeployKeys { deployment_name }).await
    }

    /// Creates a key with the permissions of `preset`. The key cannot be read again later.
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. Other errors of the call.
    pub async fn create(&self, name: &str, preset: KeyPreset) -> Result<Secret> {
        let create = CreateDeployKey {
            deployment_name: self.deployment.get().await?.name,
            name: name.to_owned(),
            allowed_actions: preset.actions(),
            expires_at: None,
        };
        Ok(self.deployment.connection().call(create).await?.deploy_key)
    }

    /// Replaces the key with this name, if it exists, by a new one. The old key becomes invalid.
    ///
    /// # Errors
    ///
    /// See [`create`](Self::create).
    pub async fn replace(&self, name: &str, preset: KeyPreset) -> Result<Secret> {
        self.delete(name).await?;
        self.create(name, preset).await
    }

    /// Deletes the key with this name, if it exists.
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. Other errors of the call.
    pub async fn delete(&self, name: &str) -> Result<()> {
        if self.list().await?.iter().all(|key| key.name != name) {
            return Ok(());
        }
        let deployment_name = self.deployment.get().await?.name;
        self.deployment.connection().call(DeleteDeployKey { deployment_name, id: name.into() }).await
    }
}
