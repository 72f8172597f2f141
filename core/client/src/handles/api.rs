//! A method for every operation of Convex.

use super::{Convex, DeploymentHandle, Download};
use crate::api::log_streams::CreateLogStream;
use crate::api::{Bytes, Operation, Paged};
use crate::engine::{Connection, Pager};
use crate::error::Result;
use crate::future::BoxFuture;

/// Every operation of the platform, as a method: those of the management API, and those that Convex's command and
/// dashboard call. See [`Convex::api`].
#[derive(Clone, Debug)]
pub struct PlatformApi {
    connection: Connection,
}

/// Every operation of a deployment, as a method. See [`DeploymentHandle::api`].
///
/// The methods run without a [confirmation](DeploymentHandle::confirm).
#[derive(Clone, Debug)]
pub struct DeploymentApi {
    connection: Connection,
}

/// The call of an operation. Setters set the optional fields of its request; awaiting makes the call.
#[derive(Clone, Debug)]
#[must_use = "no call is made until this is awaited"]
pub struct Call<O> {
    connection: Connection,
    request: O,
}

impl Convex {
    /// Returns the operations of the platform, one method for each.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let todo = convex.team("first-team").project("todo").ensure().await?;
    /// assert_eq!(convex.api().get_project_by_id(todo.id).await?.slug, "todo");
    /// let page = convex.api().list_projects(todo.team_id).limit(10).await?;
    /// assert_eq!(page.items.len(), 1);
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn api(&self) -> PlatformApi {
        PlatformApi { connection: self.connection().clone() }
    }
}

impl DeploymentHandle {
    /// Returns the operations of the deployment, one method for each.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")]
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// let convex = convex_ops::connect("embedded:")?;
    /// let todo = convex.team("first-team").project("todo").ensure().await?;
    /// let production = todo.production().ensure().await?;
    /// assert_eq!(production.api().get_deployment_info().await?.kind(), "cloud");
    /// # Ok::<(), convex_ops::Error>(()) })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn api(&self) -> DeploymentApi {
        DeploymentApi { connection: self.connection() }
    }
}

impl PlatformApi {
    /// Calls an operation, by its request.
    pub fn call<O: Operation>(&self, request: O) -> Call<O> {
        Call { connection: self.connection.clone(), request }
    }
}

impl DeploymentApi {
    /// Calls an operation, by its request.
    pub fn call<O: Operation>(&self, request: O) -> Call<O> {
        Call { connection: self.connection.clone(), request }
    }

    /// Creates a log stream of a deployment. A deployment can have one of each kind.
    pub fn create_log_stream(&self, settings: CreateLogStream) -> Call<CreateLogStream> {
        self.call(settings)
    }
}

impl<O> Call<O> {
    /// Changes the request.
    pub fn with(self, change: impl FnOnce(O) -> O) -> Self {
        Self { connection: self.connection, request: change(self.request) }
    }

    /// Returns the request.
    #[must_use]
    pub fn request(&self) -> &O {
        &self.request
    }
}

impl<O: Paged + Clone> Call<O> {
    /// Lists the items of all pages, on demand.
    pub fn pages(self) -> Pager<O::Item> {
        self.connection.pages(self.request)
    }
}

impl<O: Operation<Response = Bytes>> Call<O> {
    /// Starts to receive the file.
    ///
    /// # Errors
    ///
    /// Errors of the call.
    pub async fn download(self) -> Result<Download> {
        Ok(Download::new(self.connection.download(self.request).await?))
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Response>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.connection.call(self.request).await })
    }
}

/// An operation with a method on one of the two.
#[doc(hidden)]
pub trait HasMethod: Operation {}

impl HasMethod for CreateLogStream {}

#[cfg(test)]
mod tests {
    use super::HasMethod;
    use crate::api::*;

    fn has_method<O: HasMethod>() -> &'static str {
        O::CONTRACT.id
    }

    macro_rules! methods {
        ($($resource:ident::$operation:ident,)*) => { [$(has_method::<$resource::$operation>(),)*] };
    }

    #[test]
    fn every_operation_has_a_method() {
        let methods = for_each_operation!(methods);
        assert_eq!(methods.len(), CONTRACTS.len());
    }
}
