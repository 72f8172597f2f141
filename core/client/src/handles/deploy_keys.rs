//! Deploy keys of a deployment.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::carrying::awaited;
use super::deletion::is_deleted;
use super::times::from_now;
use super::{DeploymentHandle, KeyPreset};
use crate::api::deploy_keys::{CreateDeployKey, DeleteDeployKey, DeployKeyDetails, ListDeployKeys};
use crate::engine::Pager;
use crate::error::Result;
use crate::keys::Secret;
use crate::model::{AccessTokenId, Action, MemberId, Timestamp};

/// Deploy keys of a deployment.
#[derive(Clone, Debug)]
pub struct DeployKeys {
    deployment: DeploymentHandle,
}

/// A deploy key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeployKey {
    /// Token ID.
    pub id: AccessTokenId,
    /// Name.
    pub name: String,
    /// Creation time.
    pub created: Timestamp,
    /// Time of the last use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used: Option<Timestamp>,
    /// Expiration time. Absent if it never expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Permissions. Absent if it has all those of deploy keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_actions: Option<Vec<Action>>,
    /// Member who created it, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
}

/// A newly created deploy key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct NewDeployKey {
    /// Name.
    pub name: String,
    /// The key. It cannot be read again later.
    pub secret: Secret,
    /// Expiration time. Absent if it never expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Permissions. Absent if it has all those of deploy keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_actions: Option<Vec<Action>>,
}

/// Creates a deploy key; see [`DeployKeys::create`].
#[derive(Clone, Debug)]
#[must_use = "nothing is created until this is awaited"]
pub struct CreateKey {
    deployment: DeploymentHandle,
    name: String,
    preset: KeyPreset,
    expires_in: Option<Duration>,
}

impl DeploymentHandle {
    /// Returns the deploy keys of the deployment.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn names(deployment: &DeploymentHandle) -> Result<Vec<String>> {
    ///     Ok(deployment.deploy_keys().list().all().await?.into_iter().map(|key| key.name).collect())
    /// }
    /// ```
    #[must_use]
    pub fn deploy_keys(&self) -> DeployKeys {
        DeployKeys { deployment: self.clone() }
    }
}

impl DeployKeys {
    /// Lists the keys, without their secrets.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn unused(deployment: &DeploymentHandle) -> Result<usize> {
    ///     let keys = deployment.deploy_keys().list().all().await?;
    ///     Ok(keys.iter().filter(|key| key.last_used.is_none()).count())
    /// }
    /// ```
    pub fn list(&self) -> Pager<DeployKey> {
        let keys = self.clone();
        Pager::whole(move || {
            let keys = keys.clone();
            async move { keys.read().await }
        })
    }

    pub(super) async fn read(&self) -> Result<Vec<DeployKey>> {
        let deployment_name = self.deployment.known().await?.name;
        let listed = self.deployment.platform().call(ListDeployKeys { deployment_name }).await?;
        Ok(listed.into_iter().map(Into::into).collect())
    }

    /// Creates a key with the permissions of `preset`. Awaiting returns it with its secret, which cannot be read again
    /// later.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// # let convex = convex_ops::connect("embedded:")?;
    /// # let todo = convex.team("first-team").project("todo").ensure().await?;
    /// # let production = todo.production().ensure().await?;
    /// use convex_ops::KeyPreset;
    /// use std::time::Duration;
    ///
    /// let month = Duration::from_secs(30 * 86_400);
    /// let key = production.deploy_keys().create("ci", KeyPreset::Deployer).expires_in(month).await?;
    /// assert_eq!(format!("{:?}", key.secret), "<redacted>");
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. `InvalidInput` if the key expires within 30 minutes. Other errors of
    /// the call.
    pub fn create(&self, name: impl Into<String>, preset: KeyPreset) -> CreateKey {
        CreateKey { deployment: self.deployment.clone(), name: name.into(), preset, expires_in: None }
    }

    /// Deletes the key with a name. Returns `false` if it did not exist.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn revoke(deployment: &DeploymentHandle) -> Result<bool> {
    ///     deployment.deploy_keys().delete("ci").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. Other errors of the call.
    pub async fn delete(&self, name: &str) -> Result<bool> {
        let deployment_name = self.deployment.known().await?.name;
        is_deleted(
            self.deployment.platform().call(DeleteDeployKey { deployment_name, id: name.into() }).await,
            Some("DeploymentNotFound"),
        )
    }
}

impl CreateKey {
    /// Sets the lifetime: at least 30 minutes. By default, the key never expires.
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.expires_in = Some(time);
        self
    }

    async fn run(self) -> Result<NewDeployKey> {
        let (allowed_actions, expires) = (self.preset.actions(), self.expires_in.map(from_now));
        let create = CreateDeployKey {
            deployment_name: self.deployment.known().await?.name,
            name: self.name.clone(),
            allowed_actions: allowed_actions.clone(),
            expires_at: expires,
        };
        let secret = self.deployment.platform().call(create).await?.deploy_key;
        Ok(NewDeployKey { name: self.name, secret, expires, allowed_actions })
    }
}

awaited!(CreateKey => NewDeployKey);

impl From<DeployKeyDetails> for DeployKey {
    fn from(key: DeployKeyDetails) -> Self {
        let all = Action::OF_DEPLOY_KEYS.iter().all(|action| key.allowed_actions.contains(action));
        Self {
            id: key.id,
            name: key.name,
            created: key.creation_time,
            last_used: key.last_used_time,
            expires: key.expires_at,
            allowed_actions: (!all).then_some(key.allowed_actions),
            creator: key.creator,
        }
    }
}
