//! The client as the engine of handles.

use std::time::Duration;

use super::origin::Origin;
use super::transport::HttpRequest;
use super::{Client, timeout::within};
use crate::api::deployments::CloudDeployment;
use crate::api::exports::GetZipExport;
use crate::api::{Method, Operation};
use crate::error::Result;
use crate::handles::{Engine, Pieces};
use crate::keys::Secret;
use crate::rt;

/// Answers without a credential, on every deployment.
const ALIVE: &str = "/instance_name";

impl Engine for Client {
    async fn call<O: Operation>(&self, request: O) -> Result<O::Response> {
        self.call(&request).await
    }

    async fn answers(&self, deployment_url: &str) -> bool {
        let Ok(origin) = Origin::parse(deployment_url, self.shared.allow_plain) else { return false };
        let options = self.options();
        let request = HttpRequest {
            method: Method::Get,
            url: origin.join("", ALIVE),
            headers: Vec::new(),
            body: None,
            connect_timeout: options.connect_timeout,
        };
        let answer = within(options.attempt_timeout, self.shared.transport.send(request)).await;
        matches!(answer, Some(Ok(response)) if (200..300).contains(&response.status))
    }

    fn on_deployment(&self, deployment: &CloudDeployment, key: Secret) -> Result<Self> {
        self.for_deployment(&deployment.deployment_url, key)
    }

    async fn download(&self, export: GetZipExport) -> Result<Box<dyn Pieces>> {
        Ok(Box::new(self.download(&export).await?))
    }

    async fn sleep(&self, time: Duration) {
        rt::sleep(time).await;
    }
}
