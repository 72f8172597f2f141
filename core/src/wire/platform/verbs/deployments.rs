//! Verbs of deployments.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::receiver::Receiver;
use super::teams::NoArguments;
use crate::engine::{Page, PageRequest};
use crate::error::Result;
use crate::handles::{Deployment, DeploymentPath, Deployments};
use crate::model::{DeploymentType, Region};

/// A deployment and the path of its handle.
#[derive(Debug, Serialize)]
pub(super) struct DeploymentAnswer {
    #[serde(flatten)]
    deployment: Deployment,
    path: DeploymentPath,
}

impl From<Deployment> for DeploymentAnswer {
    fn from(deployment: Deployment) -> Self {
        Self { path: deployment.handle().path().clone(), deployment }
    }
}

/// Selects a page of deployments, of one type if given.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListRequest {
    #[serde(rename = "type")]
    deployment_type: Option<DeploymentType>,
    #[serde(flatten)]
    page: PageRequest,
}

impl ListRequest {
    async fn page_of(self, mut deployments: Deployments) -> Result<Page<DeploymentAnswer>> {
        if let Some(deployment_type) = self.deployment_type {
            deployments = deployments.of_type(deployment_type);
        }
        let page = deployments.list().page_at(self.page).await?;
        Ok(page.filter_map(|deployment| Some(deployment.into())))
    }
}

pub(super) async fn list(on: Receiver, list: ListRequest) -> Result<Page<DeploymentAnswer>> {
    list.page_of(on.project()?.deployments()).await
}

pub(super) async fn list_for_team(on: Receiver, list: ListRequest) -> Result<Page<DeploymentAnswer>> {
    list.page_of(on.team()?.deployments()).await
}

pub(super) async fn get(on: Receiver, _: NoArguments) -> Result<DeploymentAnswer> {
    on.deployment()?.get().await.map(Into::into)
}

/// Options of a deployment to create.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EnsureRequest {
    expires_in_ms: Option<u64>,
    region: Option<Region>,
}

pub(super) async fn ensure(on: Receiver, new: EnsureRequest) -> Result<DeploymentAnswer> {
    let mut ensure = on.deployment()?.ensure();
    if let Some(time) = new.expires_in_ms {
        ensure = ensure.expires_in(Duration::from_millis(time));
    }
    if let Some(region) = new.region {
        ensure = ensure.region(region);
    }
    ensure.await.map(Into::into)
}

pub(super) async fn delete(on: Receiver, _: NoArguments) -> Result<bool> {
    on.deployment()?.delete().await
}

/// Name of the deployment. Absent on an embedded platform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmRequest {
    name: Option<String>,
}

/// Returns the path of the confirmed handle. Makes no call.
pub(super) async fn confirm(on: Receiver, request: ConfirmRequest) -> Result<DeploymentPath> {
    let handle = on.deployment()?;
    let confirmed = match request.name {
        Some(name) => handle.confirm(name),
        None => handle.confirm_self()?,
    };
    Ok(confirmed.path().clone())
}

/// Deployment of a connection, and the rule that chose it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TargetAnswer {
    path: DeploymentPath,
    chosen_by: String,
}

pub(super) async fn target(on: Receiver, _: NoArguments) -> Result<TargetAnswer> {
    let target = on.target()?;
    Ok(TargetAnswer { path: target.handle().path().clone(), chosen_by: target.chosen_by.clone() })
}
