//! What the operations on deployments do.

mod create;
mod create_deployment;
mod defaults;
mod delete_deployment;
mod get_deployment;
mod list_deployments;
mod list_deployments_for_team;
mod options;
mod transfer_deployment;
mod update;
mod update_deployment;

pub(super) use create::{NewDeployment, create};
pub(super) use defaults::provision;
use defaults::{default_dev, default_prod};
pub(super) use delete_deployment::{remove, remove_expired, some_expired};
pub(super) use options::check_region;

use super::rows::DeploymentRow;
use super::runtime::RequestContext;
use crate::api::deployments::{CloudDeployment, Deployment};
use crate::error::Result;
use crate::model::{DeploymentId, MemberId, ProjectId};

/// A deployment that was asked for by itself.
fn shown(call: &RequestContext<'_>, row: DeploymentRow) -> Result<Deployment> {
    let url = call.addresses.of_one(&row.name, &row.region)?;
    Ok(Deployment::Cloud(cloud(row, url)))
}

/// A deployment in a list.
fn listed(call: &RequestContext<'_>, row: DeploymentRow) -> Deployment {
    let url = call.addresses.in_list(&row.name, &row.region);
    Deployment::Cloud(cloud(row, url))
}

fn cloud(row: DeploymentRow, deployment_url: String) -> CloudDeployment {
    CloudDeployment {
        id: DeploymentId(row.id),
        name: row.name,
        create_time: row.create_time,
        last_deploy_time: row.last_deploy_time,
        deployment_type: row.deployment_type,
        project_id: ProjectId(row.project_id),
        creator: row.creator.map(MemberId),
        preview_identifier: row.preview_identifier,
        region: row.region,
        is_default: row.is_default,
        reference: row.reference,
        dashboard_edit_confirmation: row.dashboard_edit_confirmation,
        deployment_url,
        expires_at: row.expires_at,
        class: row.class,
        send_logs_to_client: row.send_logs_to_client,
    }
}
