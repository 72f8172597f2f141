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

use crate::model::{DeploymentId, DeploymentType, MemberId, ProjectId, Region, Timestamp, open_union};

open_union! {
    /// A deployment, in the cloud or on a member's machine.
    pub enum DeploymentDetails by "kind" {
        /// Hosted by Convex.
        Cloud(CloudDeployment) = "cloud",
        /// Running on a member's machine.
        Local(LocalDeployment) = "local",
    }
}

/// A deployment that Convex hosts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CloudDeployment {
    /// Deployment ID.
    pub id: DeploymentId,
    /// Name, unique among all deployments: `happy-otter-123`.
    pub name: String,
    /// Creation time.
    pub create_time: Timestamp,
    /// Time of the last deploy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_deploy_time: Option<Timestamp>,
    /// Deployment type.
    pub deployment_type: DeploymentType,
    /// Project ID.
    pub project_id: ProjectId,
    /// Member who created it, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<MemberId>,
    /// Identifier of the preview, such as a branch name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_identifier: Option<String>,
    /// Region.
    pub region: Region,
    /// `true` for the project's default production deployment and for its creator's default development deployment.
    pub is_default: bool,
    /// Reference: the name within the project, such as `production`, `dev/nick` or `preview/my-branch`.
    pub reference: String,
    /// The dashboard asks for confirmation before edits of data, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dashboard_edit_confirmation: Option<bool>,
    /// URL: `https://happy-otter-123.convex.cloud`.
    pub deployment_url: String,
    /// Time of deletion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Class; see [`DeploymentClass`](crate::model::DeploymentClass).
    pub class: String,
    /// Function logs are sent to clients, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_logs_to_client: Option<bool>,
}

/// A deployment that runs on a member's machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LocalDeployment {
    /// Name.
    pub name: String,
    /// Creation time.
    pub create_time: Timestamp,
    /// Deployment type.
    pub deployment_type: DeploymentType,
    /// Project ID.
    pub project_id: ProjectId,
    /// Member who owns the machine.
    pub creator: MemberId,
    /// Identifier of the preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview_identifier: Option<String>,
    /// Port on that machine.
    pub port: u16,
    /// Name of the machine.
    pub device_name: String,
    /// `true` if it was reported active recently.
    pub is_active: bool,
}
