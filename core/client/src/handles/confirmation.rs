//! Confirmation of changes to production deployments.

use super::path::{Confirmation, DeploymentPath, DeploymentSelector, KnownDeployment};
use super::{Deployment, DeploymentHandle};
use crate::api::deployment_info::{DeploymentInfo, GetDeploymentInfo};
use crate::error::{Error, ErrorKind, Result};
use crate::model::DeploymentType;

/// Effect of a change.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Needs a confirmation unless the caller named the production deployment itself.
    Ordinary,
    /// Replaces or deletes everything: always needs a confirmation on production.
    Sweeping,
}

impl DeploymentHandle {
    /// Confirms changes to a production deployment by its name, such as `happy-otter-123`. The name is compared before
    /// the first change. Other deployments need no confirmation.
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn set_url(todo: &ProjectHandle) -> Result<()> {
    ///     let production = todo.production().confirm("happy-otter-123");
    ///     production.environment().set("SITE_URL", "https://todo.example").await
    /// }
    /// ```
    #[must_use]
    pub fn confirm(&self, name: impl Into<String>) -> Self {
        self.with_confirmation(Confirmation::Named { name: name.into() })
    }

    /// Confirms changes to a production deployment without its name. It works on an embedded platform alone, where
    /// nothing real is at stake, such as in tests.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let production = convex.team("first-team").project("todo").ensure().await?.production().ensure().await?;
    /// let refused = production.environment().set("SITE_URL", "https://todo.example").await.unwrap_err();
    /// assert_eq!(refused.code(), Some("ConfirmationRequired"));
    /// production.confirm_self()?.environment().set("SITE_URL", "https://todo.example").await?;
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `Unsupported` on any other platform.
    pub fn confirm_self(&self) -> Result<Self> {
        self.check_embedded()?;
        Ok(self.with_confirmation(Confirmation::Itself))
    }

    /// Refuses a confirmation without a name on a platform where something is at stake.
    fn check_embedded(&self) -> Result<()> {
        if self.platform().engine().is_embedded() {
            return Ok(());
        }
        let message = "cannot confirm a deployment without its name: the platform is not embedded";
        Err(Error::new(ErrorKind::Unsupported, message).help("use `confirm` with the deployment's name"))
    }

    fn with_confirmation(&self, confirmation: Confirmation) -> Self {
        self.with_path(DeploymentPath { confirmation: Some(confirmation), ..self.path().clone() })
    }

    /// Finds the deployment for a change, and checks that the change is confirmed if it needs to be.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the code `ConfirmationRequired` or `ConfirmationMismatch`. `NotFound` if it does not exist.
    /// `Unsupported` if it is confirmed without a name on a platform that is not embedded.
    #[doc(hidden)]
    pub async fn for_change(&self, change: ChangeKind) -> Result<KnownDeployment> {
        // The path may come from another language, where it is data.
        if self.path().confirmation == Some(Confirmation::Itself) {
            self.check_embedded()?;
        }
        let mut known = self.known().await?;
        let is_of_key = matches!(self.path().selector, DeploymentSelector::OfKey);
        if is_of_key && change == ChangeKind::Sweeping && known.deployment_type != Some(DeploymentType::Prod) {
            // The type in a key is only a label, which anyone can change.
            if let Ok(DeploymentInfo::Cloud(info)) = self.connection().call(GetDeploymentInfo {}).await {
                known.deployment_type = Some(info.deployment_type);
            }
        }
        if let Some(Confirmation::Named { name }) = &self.path().confirmation
            && *name != known.name
        {
            let message = format!("cannot change deployment `{}`: it was confirmed as `{name}`", known.name);
            return Err(Error::invalid_input(message).with_code("ConfirmationMismatch").about_deployment(&known.name));
        }
        let is_named = is_of_key || matches!(self.path().selector, DeploymentSelector::Name { .. });
        let is_explicit = self.path().confirmation.is_some() || (is_named && change == ChangeKind::Ordinary);
        if known.deployment_type == Some(DeploymentType::Prod) && !is_explicit {
            return Err(confirmation_required(&known.name));
        }
        Ok(known)
    }
}

impl Deployment {
    /// Confirms changes to a production deployment by its name; see [`DeploymentHandle::confirm`].
    ///
    /// ```
    /// # use convex_ops::{ProjectHandle, Result};
    /// async fn set_url(todo: &ProjectHandle) -> Result<()> {
    ///     let production = todo.production().get().await?.confirm("happy-otter-123");
    ///     println!("changing {}", production.url);
    ///     production.environment().set("SITE_URL", "https://todo.example").await
    /// }
    /// ```
    #[must_use]
    pub fn confirm(self, name: impl Into<String>) -> Self {
        let handle = self.handle().confirm(name);
        self.with_handle(handle)
    }

    /// Confirms changes to a production deployment of an embedded platform; see [`DeploymentHandle::confirm_self`].
    ///
    /// ```
    /// # use convex_ops::{Deployment, ProjectHandle, Result};
    /// async fn fixture(todo: &ProjectHandle) -> Result<Deployment> {
    ///     todo.production().ensure().await?.confirm_self()
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `Unsupported` on any other platform.
    pub fn confirm_self(self) -> Result<Self> {
        let handle = self.handle().confirm_self()?;
        Ok(self.with_handle(handle))
    }
}

fn confirmation_required(name: &str) -> Error {
    Error::invalid_input(format!(
        "cannot change deployment `{name}` without confirmation: it is a production deployment"
    ))
    .with_code("ConfirmationRequired")
    .about_deployment(name)
    .help(format!("check the name, then use `confirm(\"{name}\")`"))
}
