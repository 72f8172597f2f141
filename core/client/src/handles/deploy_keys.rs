//! The deploy keys of a deployment.

use super::Deployment;
use crate::api::deploy_keys::{CreateDeployKey, DeleteDeployKey, DeployKey, ListDeployKeys};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::Action;

/// What a key is for, and with that the least that it must be allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyPreset {
    /// Checks pull requests against what is deployed: reads, and changes nothing.
    PrGate,
    /// Deploys code.
    Deployer,
    /// Makes backups and downloads them.
    Backup,
    /// Exactly these actions.
    Only(Vec<Action>),
    /// Everything that a deploy key can do.
    Full,
}

impl KeyPreset {
    /// What a key of this kind may do. Nothing said means everything.
    #[must_use]
    pub fn actions(&self) -> Option<Vec<Action>> {
        match self {
            // Assumed: that functions, schema and scheduled calls can be read with the right to view data.
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

/// The deploy keys of a deployment.
#[derive(Clone, Debug)]
pub struct DeployKeys {
    deployment: Deployment,
}

impl Deployment {
    /// Its deploy keys.
    #[must_use]
    pub fn deploy_keys(&self) -> DeployKeys {
        DeployKeys { deployment: self.clone() }
    }
}

impl DeployKeys {
    /// Lists the keys, without their secrets.
    ///
    /// # Errors
    /// `NotFound` where there is no such deployment.
    pub async fn list(&self) -> Result<Vec<DeployKey>> {
        let deployment_name = self.deployment.get().await?.name;
        self.deployment.connection().call(ListDeployKeys { deployment_name }).await
    }

    /// Creates a key that may do what `preset` says. The answer is the only place where it can be read.
    ///
    /// # Errors
    /// `NotFound` where there is no such deployment; else what keeps the caller from creating it.
    pub async fn create(&self, name: &str, preset: KeyPreset) -> Result<Secret> {
        let create = CreateDeployKey {
            deployment_name: self.deployment.get().await?.name,
            name: name.to_owned(),
            allowed_actions: preset.actions(),
            expires_at: None,
        };
        Ok(self.deployment.connection().call(create).await?.deploy_key)
    }

    /// Replaces the key of this name, if there is one, with a new one. The old one opens nothing any more.
    ///
    /// # Errors
    /// See [`create`](Self::create).
    pub async fn replace(&self, name: &str, preset: KeyPreset) -> Result<Secret> {
        self.delete(name).await?;
        self.create(name, preset).await
    }

    /// Deletes the key of this name. There may be none.
    ///
    /// # Errors
    /// `NotFound` where there is no such deployment; else what keeps the caller from deleting it.
    pub async fn delete(&self, name: &str) -> Result<()> {
        if self.list().await?.iter().all(|key| key.name != name) {
            return Ok(());
        }
        let deployment_name = self.deployment.get().await?.name;
        self.deployment.connection().call(DeleteDeployKey { deployment_name, id: name.into() }).await
    }
}
