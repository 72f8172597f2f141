//! The default environment variables of a project.

use std::collections::{BTreeMap, BTreeSet};

use super::ProjectHandle;
use super::environment::EnvironmentChanges;
use crate::api::default_environment_variables::{
    DefaultEnvironmentVariable, DefaultEnvironmentVariableChange, ListDefaultEnvironmentVariables,
    UpdateDefaultEnvironmentVariables,
};
use crate::error::{Error, Result};
use crate::keys::Secret;
use crate::model::DeploymentType;

/// Default environment variables of a project: those of new deployments, by their type. Existing deployments are not
/// changed.
#[derive(Clone, Debug)]
pub struct DefaultEnvironment {
    project: ProjectHandle,
    only: Option<DeploymentType>,
}

impl ProjectHandle {
    /// Returns the default environment variables of the project.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn set(todo: &ProjectHandle) -> Result<()> {
    ///     todo.default_environment().set("LOG_LEVEL", "info").await
    /// }
    /// ```
    #[must_use]
    pub fn default_environment(&self) -> DefaultEnvironment {
        DefaultEnvironment { project: self.clone(), only: None }
    }
}

impl DefaultEnvironment {
    /// Limits the verbs to the variables of one type of deployment. Otherwise they concern all types.
    ///
    /// ```
    /// # use convex_ops::{DeploymentType, ProjectHandle, Result};
    /// async fn set(todo: &ProjectHandle) -> Result<()> {
    ///     todo.default_environment().of_type(DeploymentType::Preview).set("LOG_LEVEL", "debug").await
    /// }
    /// ```
    #[must_use]
    pub fn of_type(mut self, deployment_type: DeploymentType) -> Self {
        self.only = Some(deployment_type);
        self
    }

    /// Returns the variables, by name.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn count(todo: &ProjectHandle) -> Result<usize> {
    ///     Ok(todo.default_environment().list().await?.len())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if a variable has several values; [`of_type`](Self::of_type) chooses one. Other errors of the
    /// call.
    pub async fn list(&self) -> Result<BTreeMap<String, Secret>> {
        let mut values = BTreeMap::new();
        for variable in self.variables(None).await? {
            match values.get(&variable.name) {
                Some(other) if *other != variable.value => {
                    let message = format!("variable `{}` has several values, by type of deployment", variable.name);
                    return Err(Error::invalid_input(message).help("choose a type of deployment"));
                }
                _ => values.insert(variable.name, variable.value),
            };
        }
        Ok(values)
    }

    /// Returns the names of the variables.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn has_dsn(todo: &ProjectHandle) -> Result<bool> {
    ///     Ok(todo.default_environment().names().await?.contains("SENTRY_DSN"))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn names(&self) -> Result<BTreeSet<String>> {
        Ok(self.variables(None).await?.into_iter().map(|variable| variable.name).collect())
    }

    /// Returns the value of a variable, if it is set.
    ///
    /// ```
    /// # use convex_ops::{DeploymentType, ProjectHandle, Result};
    /// async fn is_set(todo: &ProjectHandle) -> Result<bool> {
    ///     Ok(todo.default_environment().of_type(DeploymentType::Prod).get("SENTRY_DSN").await?.is_some())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`list`](Self::list).
    pub async fn get(&self, name: &str) -> Result<Option<Secret>> {
        let mut found = self.variables(Some(name)).await?.into_iter().map(|variable| variable.value);
        let first = found.next();
        if first.is_some() && found.any(|other| Some(&other) != first.as_ref()) {
            let message = format!("variable `{name}` has several values, by type of deployment");
            return Err(Error::invalid_input(message).help("choose a type of deployment"));
        }
        Ok(first)
    }

    /// Sets a variable.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn set(todo: &ProjectHandle) -> Result<()> {
    ///     todo.default_environment().set("LOG_LEVEL", "info").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the name or value is invalid. Other errors of the call.
    pub async fn set(&self, name: impl Into<String>, value: impl Into<Secret>) -> Result<()> {
        self.update([(name.into(), Some(value.into()))]).await
    }

    /// Removes a variable, if it is set.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn remove(todo: &ProjectHandle) -> Result<()> {
    ///     todo.default_environment().remove("LOG_LEVEL").await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn remove(&self, name: impl Into<String>) -> Result<()> {
        self.update([(name.into(), None::<Secret>)]).await
    }

    /// Sets and removes variables, atomically: those without a value are removed.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn update(todo: &ProjectHandle) -> Result<()> {
    ///     todo.default_environment().update([("LOG_LEVEL", Some("info")), ("DEBUG", None)]).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if a name or value is invalid. Other errors of the call.
    pub async fn update<N: Into<String>, V: Into<Secret>>(
        &self,
        changes: impl IntoIterator<Item = (N, Option<V>)>,
    ) -> Result<()> {
        let changes: EnvironmentChanges =
            changes.into_iter().map(|(name, value)| (name.into(), value.map(Into::into))).collect();
        let types = self.only.as_ref().map_or(DeploymentType::KNOWN, std::slice::from_ref);
        let change = |(name, value): (&String, &Option<Secret>), deployment_type: &DeploymentType| {
            let (name, deployment_type) = (name.clone(), deployment_type.clone());
            DefaultEnvironmentVariableChange { name, deployment_type, value: value.clone() }
        };
        let changes = changes.iter().flat_map(|entry| types.iter().map(move |of| change(entry, of))).collect();
        let project_id = self.project.id().await?;
        self.project.connection().call(UpdateDefaultEnvironmentVariables { project_id, changes }).await
    }

    async fn variables(&self, name: Option<&str>) -> Result<Vec<DefaultEnvironmentVariable>> {
        let list = ListDefaultEnvironmentVariables {
            project_id: self.project.id().await?,
            name: name.map(str::to_owned),
            deployment_type: self.only.clone(),
        };
        Ok(self.project.connection().call(list).await?.items)
    }
}
