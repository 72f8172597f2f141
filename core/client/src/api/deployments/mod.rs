//! Deployments of projects: production, development, previews and others.

mod create_deployment;
mod delete_deployment;
mod get_deployment;
mod get_deployment_in_project_by_project_id;
mod get_deployment_in_project_by_project_slug;
mod list_deployment_classes;
mod list_deployment_regions;
mod list_deployments;
mod list_deployments_for_team;
mod list_local_deployments_for_team;
mod transfer_deployment;
mod update_deployment;

pub use create_deployment::CreateDeployment;
pub use delete_deployment::DeleteDeployment;
pub use get_deployment::GetDeployment;
pub use get_deployment_in_project_by_project_id::GetDeploymentInProjectByProjectId;
pub use get_deployment_in_project_by_project_slug::GetDeploymentInProjectByProjectSlug;
pub use list_deployment_classes::{DeploymentClassOption, DeploymentClasses, ListDeploymentClasses};
pub use list_deployment_regions::{DeploymentRegionOption, DeploymentRegions, ListDeploymentRegions};
pub use list_deployments::ListDeployments;
pub use list_deployments_for_team::{DeploymentOrder, ListDeploymentsForTeam, SortOrder};
pub use list_local_deployments_for_team::{ListLocalDeploymentsForTeam, LocalDeployments};
pub use transfer_deployment::TransferDeployment;
pub use update_deployment::UpdateDeployment;

use serde::{Deserialize, Serialize};

use crate::model::{DeploymentId, DeploymentType, MemberId, ProjectId, Region, open_union};

open_union! {
    /// A deployment, in the cloud or on a member's machine.
    pub enum Deployment by "kind" {
        /// Hosted by Convex.
        Cloud(CloudDeployment) = "cloud",
        /// Running on a member's machine.
        Local(LocalDeployment) = "local",
    }
}

/// A deployment that Convex hosts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CloudDeployment {
    /// Names the deployment.
    pub id: DeploymentId,
    /// Its name, unique among all deployments: `happy-otter-123`.
    pub name: String,
    /// When it was created, in milliseconds since the Unix epoch.
    pub create_time: i64,
    /// When code was last deployed to it, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_deploy_time: Option<i64>,
    /// What it is for.
    pub deployment_type: DeploymentType,
    /// The project.
    pub project_id: ProjectId,
    /// The member who created it, where a member did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// What the preview was claimed for, such as a branch's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_identifier: Option<String>,
    /// Where it is hosted.
    pub region: Region,
    /// Whether it is its project's default production deployment, or its creator's default development deployment
    /// there.
    pub is_default: bool,
    /// Its name within the project: `production`, `dev/nick`, `preview/my-branch`.
    pub reference: String,
    /// Whether the dashboard asks before data is edited, where that was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dashboard_edit_confirmation: Option<bool>,
    /// Where it is reached: `https://happy-otter-123.convex.cloud`.
    pub deployment_url: String,
    /// When it will be deleted, in milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
    /// How large its machine is; see [`DeploymentClass`](crate::model::DeploymentClass).
    pub class: String,
    /// Whether function logs are sent to clients, where that was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_logs_to_client: Option<bool>,
}

/// A deployment that runs on a member's machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LocalDeployment {
    /// Its name.
    pub name: String,
    /// When it was created, in milliseconds since the Unix epoch.
    pub create_time: i64,
    /// What it is for.
    pub deployment_type: DeploymentType,
    /// The project.
    pub project_id: ProjectId,
    /// The member whose machine it is.
    pub creator: MemberId,
    /// What the preview was claimed for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_identifier: Option<String>,
    /// The port on that machine.
    pub port: u16,
    /// The machine's name.
    pub device_name: String,
    /// Whether it has been heard of lately.
    pub is_active: bool,
}
