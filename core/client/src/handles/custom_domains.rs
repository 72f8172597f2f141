//! The custom domains of a deployment.

use super::DeploymentHandle;
use super::confirmation::ChangeKind;
use super::deletion::is_deleted;
use crate::api::custom_domains::{CreateCustomDomain, CustomDomain, DeleteCustomDomain, ListCustomDomains};
use crate::engine::Pager;
use crate::error::Result;
use crate::model::RequestDestination;

/// Custom domains of a deployment.
#[derive(Clone, Debug)]
pub struct CustomDomains {
    deployment: DeploymentHandle,
}

impl DeploymentHandle {
    /// Returns the custom domains of the deployment.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn names(production: &DeploymentHandle) -> Result<Vec<String>> {
    ///     Ok(production.custom_domains().list().all().await?.into_iter().map(|domain| domain.domain).collect())
    /// }
    /// ```
    #[must_use]
    pub fn custom_domains(&self) -> CustomDomains {
        CustomDomains { deployment: self.clone() }
    }
}

impl CustomDomains {
    /// Lists the domains.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// async fn unverified(production: &DeploymentHandle) -> Result<usize> {
    ///     let domains = production.custom_domains().list().all().await?;
    ///     Ok(domains.iter().filter(|domain| domain.verification_time.is_none()).count())
    /// }
    /// ```
    pub fn list(&self) -> Pager<CustomDomain> {
        let deployment = self.deployment.clone();
        Pager::whole(move || {
            let deployment = deployment.clone();
            async move {
                let deployment_name = deployment.known().await?.name;
                Ok(deployment.platform().call(ListCustomDomains { deployment_name }).await?.domains)
            }
        })
    }

    /// Adds a domain for one of the deployment's two hosts. It becomes active once it is verified.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::model::RequestDestination;
    ///
    /// async fn add(staging: &DeploymentHandle) -> Result<()> {
    ///     staging.custom_domains().create("api.staging.todo.example", RequestDestination::ConvexCloud).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the domain is invalid, or with the code `ConfirmationRequired` if the deployment is a production
    /// deployment that was not [confirmed](DeploymentHandle::confirm). Other errors of the call.
    pub async fn create(&self, domain: impl Into<String>, destination: RequestDestination) -> Result<()> {
        let (domain, deployment_name) = (domain.into(), self.deployment.for_change(ChangeKind::Ordinary).await?.name);
        let create = CreateCustomDomain { deployment_name, request_destination: destination, domain };
        self.deployment.platform().call(create).await
    }

    /// Removes a domain. Returns `false` if it did not exist.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// use convex_ops::model::RequestDestination;
    ///
    /// async fn remove(staging: &DeploymentHandle) -> Result<bool> {
    ///     staging.custom_domains().delete("api.staging.todo.example", RequestDestination::ConvexCloud).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the code `ConfirmationRequired` if the deployment is a production deployment that was not
    /// [confirmed](DeploymentHandle::confirm). Other errors of the call.
    pub async fn delete(&self, domain: impl Into<String>, destination: RequestDestination) -> Result<bool> {
        let (domain, deployment_name) = (domain.into(), self.deployment.for_change(ChangeKind::Ordinary).await?.name);
        let delete = DeleteCustomDomain { deployment_name, request_destination: destination, domain };
        is_deleted(self.deployment.platform().call(delete).await, Some("DeploymentNotFound"))
    }
}
