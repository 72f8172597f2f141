//! Verbs of deployments.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::receiver::Receiver;
use super::teams::NoArguments;
use crate::engine::{Page, PageRequest};
use crate::error::Result;
use crate::handles::{Deployment, DeploymentPath, Deployments};
use crate::model::{DeploymentType, Region};

/// A deployment, with what makes its handle again.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    #[serde(flatten)]
    deployment: Deployment,
    path: DeploymentPath,
}

impl From<Deployment> for Found {
    fn from(deployment: Deployment) -> Self {
        Self { path: deployment.handle().path().clone(), deployment }
    }
}

/// A page of deployments, perhaps of one type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfDeployments {
    #[serde(rename = "type")]
    deployment_type: Option<DeploymentType>,
    #[serde(flatten)]
    page: PageRequest,
}

impl OfDeployments {
    async fn of(self, mut deployments: Deployments) -> Result<Page<Found>> {
        if let Some(deployment_type) = self.deployment_type {
            deployments = deployments.of_type(deployment_type);
        }
        let page = deployments.list().page_at(self.page).await?;
        Ok(page.filter_map(|deployment| Some(deployment.into())))
    }
}

pub(super) async fn list(on: Receiver, list: OfDeployments) -> Result<Page<Found>> {
    list.of(on.project()?.deployments()).await
}

pub(super) async fn list_for_team(on: Receiver, list: OfDeployments) -> Result<Page<Found>> {
    list.of(on.team()?.deployments()).await
}

pub(super) async fn get(on: Receiver, _: NoArguments) -> Result<Found> {
    on.deployment()?.get().await.map(Into::into)
}

/// Options of a deployment that is created.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct New {
    expires_in_ms: Option<u64>,
    region: Option<Region>,
}

pub(super) async fn ensure(on: Receiver, new: New) -> Result<Found> {
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

/// The name of the deployment. Absent on an embedded platform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmed {
    name: Option<String>,
}

/// Returns the path of the confirmed handle. Makes no call.
pub(super) async fn confirm(on: Receiver, confirmed: Confirmed) -> Result<DeploymentPath> {
    let handle = on.deployment()?;
    let confirmed = match confirmed.name {
        Some(name) => handle.confirm(name),
        None => handle.confirm_self()?,
    };
    Ok(confirmed.path().clone())
}

/// The deployment that a connection is to.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Chosen {
    path: DeploymentPath,
    chosen_by: String,
}

pub(super) async fn target(on: Receiver, _: NoArguments) -> Result<Chosen> {
    let target = on.target()?;
    Ok(Chosen { path: target.handle().path().clone(), chosen_by: target.chosen_by.clone() })
}
