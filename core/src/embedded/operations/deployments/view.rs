//! API view of deployments.

use crate::api::deployments::{CloudDeployment, DeploymentDetails};
use crate::api::response;
use crate::embedded::records::DeploymentRow;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::Timestamp;

/// Converts a deployment that was requested individually to the API's form.
pub(super) fn to_deployment(call: &RequestContext<'_>, row: DeploymentRow) -> Result<DeploymentDetails> {
    let url = call.addresses.of_one(&row.name, &row.region)?;
    Ok(DeploymentDetails::Cloud(cloud(row, url)))
}

/// Converts a deployment in a list to the API's form.
pub(super) fn to_listed(call: &RequestContext<'_>, row: DeploymentRow) -> DeploymentDetails {
    let url = call.addresses.in_list(&row.name, &row.region);
    DeploymentDetails::Cloud(cloud(row, url))
}

fn cloud(row: DeploymentRow, deployment_url: String) -> CloudDeployment {
    response!(CloudDeployment {
        id: row.id,
        name: row.name,
        create_time: Timestamp::from_millis(row.create_time),
        last_deploy_time: row.last_deploy_time.map(Timestamp::from_millis),
        deployment_type: row.deployment_type,
        project_id: row.project_id,
        creator: row.creator,
        preview_identifier: row.preview_identifier,
        region: row.region,
        is_default: row.is_default,
        reference: row.reference,
        dashboard_edit_confirmation: row.dashboard_edit_confirmation,
        deployment_url,
        expires_at: row.expires_at.map(Timestamp::from_millis),
        class: row.class,
        send_logs_to_client: row.send_logs_to_client,
    })
}
