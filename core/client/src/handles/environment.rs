//! The environment variables of a deployment.

use std::collections::{BTreeMap, BTreeSet};

use super::DeploymentHandle;
use super::confirmation::ChangeKind;
use crate::api::environment_variables::{
    EnvironmentVariableChange, ListEnvironmentVariables, UpdateEnvironmentVariables,
};
use crate::error::Result;
use crate::keys::Secret;

/// Changes of environment variables, by name. Variables without a value are removed.
pub type EnvironmentChanges = BTreeMap<String, Option<Secret>>;

/// Environment variables of a deployment.
#[derive(Clone, Debug)]
pub struct Environment {
    deployment: DeploymentHandle,
}

impl DeploymentHandle {
    /// Returns the environment variables of the deployment.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn set(staging: &DeploymentHandle) -> Result<()> {
    ///     staging.environment().set("SITE_URL", "https://staging.todo.example").await
    /// }
    /// ```
    #[must_use]
    pub fn environment(&self) -> Environment {
        Environment { deployment: self.clone() }
    }
}

impl Environment {
    /// Returns the variables, by name.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// /// Copies the variables of one deployment to another.
    /// async fn copy(from: &DeploymentHandle, to: &DeploymentHandle) -> Result<()> {
    ///     let values = from.environment().list().await?;
    ///     to.environment().update(values.into_iter().map(|(name, value)| (name, Some(value)))).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `NotFound` if the deployment does not exist. Other errors of the call.
    pub async fn list(&self) -> Result<BTreeMap<String, Secret>> {
        Ok(self.deployment.connection().call(ListEnvironmentVariables {}).await?.environment_variables)
    }

    /// Returns the names of the variables.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn has_dsn(production: &DeploymentHandle) -> Result<bool> {
    ///     Ok(production.environment().names().await?.contains("SENTRY_DSN"))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`list`](Self::list).
    pub async fn names(&self) -> Result<BTreeSet<String>> {
        Ok(self.list().await?.into_keys().collect())
    }

    /// Returns the value of a variable, if it is set.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn site(production: &DeploymentHandle) -> Result<Option<String>> {
    ///     Ok(production.environment().get("SITE_URL").await?.map(|value| value.expose().to_owned()))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`list`](Self::list).
    pub async fn get(&self, name: &str) -> Result<Option<Secret>> {
        Ok(self.list().await?.remove(name))
    }

    /// Sets a variable.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn set(staging: &DeploymentHandle) -> Result<()> {
    ///     staging.environment().set("LOG_LEVEL", "debug").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`update`](Self::update).
    pub async fn set(&self, name: impl Into<String>, value: impl Into<Secret>) -> Result<()> {
        self.update([(name.into(), Some(value.into()))]).await
    }

    /// Removes a variable, if it is set.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn remove(staging: &DeploymentHandle) -> Result<()> {
    ///     staging.environment().remove("LOG_LEVEL").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`update`](Self::update).
    pub async fn remove(&self, name: impl Into<String>) -> Result<()> {
        self.update([(name.into(), None::<Secret>)]).await
    }

    /// Sets and removes variables, atomically: those without a value are removed.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn update(staging: &DeploymentHandle) -> Result<()> {
    ///     staging.environment().update([("LOG_LEVEL", Some("debug")), ("STRIPE_KEY", None)]).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if a name or value is invalid, or with the code `ConfirmationRequired` if the deployment is a
    /// production deployment that was not [confirmed](DeploymentHandle::confirm). Other errors of the call.
    pub async fn update<N: Into<String>, V: Into<Secret>>(
        &self,
        changes: impl IntoIterator<Item = (N, Option<V>)>,
    ) -> Result<()> {
        let change = |(name, value): (N, Option<V>)| EnvironmentVariableChange {
            name: name.into(),
            value: value.map(Into::into),
        };
        let changes = changes.into_iter().map(change).collect();
        self.deployment.for_change(ChangeKind::Ordinary).await?;
        self.deployment.connection().call(UpdateEnvironmentVariables { changes }).await
    }
}
