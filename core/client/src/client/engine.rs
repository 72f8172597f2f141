//! The client as an engine.

use std::sync::Arc;
use std::time::Duration;

use super::origin::Origin;
use super::transport::HttpRequest;
use super::{Client, timeout::with_timeout};
use crate::api::{Contract, Method, Paged, Request};
use crate::clock;
use crate::engine::{Answer, Connection, DeploymentAddress, Engine, Pager};
use crate::error::Result;
use crate::future::BoxFuture;
use crate::keys::Secret;

/// Endpoint that responds without a credential on every deployment.
const HEALTH_PATH: &str = "/instance_name";

impl Client {
    async fn is_reachable(&self, deployment_url: &str) -> bool {
        let Ok(origin) = Origin::parse(deployment_url, self.shared.allow_plain) else { return false };
        let options = self.options();
        let request = HttpRequest {
            method: Method::Get,
            url: origin.join("", HEALTH_PATH),
            headers: Vec::new(),
            body: None,
            connect_timeout: options.connect_timeout,
        };
        let answer = with_timeout(options.attempt_timeout, self.shared.transport.send(request)).await;
        matches!(answer, Some(Ok(response)) if (200..300).contains(&response.status))
    }
}

impl Client {
    /// Lists the items of an operation that returns pages, on demand.
    ///
    /// ```no_run
    /// use convex_ops::api::projects::ListProjects;
    /// use convex_ops::client::Client;
    /// use convex_ops::model::TeamId;
    /// use futures_util::TryStreamExt;
    ///
    /// # async fn example(client: Client) -> convex_ops::Result<()> {
    /// let mut projects = client.pages(ListProjects::new(TeamId(7)));
    /// while let Some(project) = projects.try_next().await? {
    ///     println!("{}", project.slug);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages<O: Paged + Clone>(&self, first: O) -> Pager<O::Item> {
        Connection::new(Arc::new(self.clone())).pages(first)
    }
}

impl Engine for Client {
    fn call(&self, contract: &'static Contract, request: Request) -> BoxFuture<'_, Result<Answer>> {
        Box::pin(self.send(contract, request, &self.shared.options))
    }

    fn is_ready<'a>(&'a self, deployment_url: &'a str) -> BoxFuture<'a, bool> {
        Box::pin(self.is_reachable(deployment_url))
    }

    fn on_deployment(&self, deployment: &DeploymentAddress<'_>, key: Option<Secret>) -> Result<Arc<dyn Engine>> {
        Ok(Arc::new(self.on(deployment.url, key)?))
    }

    fn with_token(&self, token: Secret) -> Result<Arc<dyn Engine>> {
        Ok(Arc::new(self.with_credential(token)?))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(clock::sleep(time))
    }
}
