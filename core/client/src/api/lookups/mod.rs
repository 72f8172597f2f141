//! Undocumented operations that Convex's CLI calls besides the documented APIs, in its versions 1.36 to 1.49.

mod authorize_preview;
mod authorize_prod;
mod authorize_within_current_project;
mod check_authorization;
mod check_opt_ins;
mod claim_preview_deployment;
mod create_project_in_team;
mod get_spending_limits;
mod get_team_and_project;
mod get_usage_state;
mod has_projects;
mod list_deployments_of_project;
mod list_projects_of_team;
mod list_teams;
mod provision_and_authorize;
mod query_usage;
mod team_and_project_for_key;
mod url_for_key;

pub use authorize_preview::AuthorizePreview;
pub use authorize_prod::AuthorizeProd;
pub use authorize_within_current_project::AuthorizeWithinCurrentProject;
pub use check_authorization::CheckAuthorization;
pub use check_opt_ins::{CheckOptIns, OptIns};
pub use claim_preview_deployment::{ClaimPreviewDeployment, ClaimedPreview};
pub use create_project_in_team::{CreateProjectInTeam, CreatedProjectInTeam};
pub use get_spending_limits::{GetSpendingLimits, SpendingLimits};
pub use get_team_and_project::GetTeamAndProject;
pub use get_usage_state::{GetUsageState, UsageState, UsageStateKind};
pub use has_projects::HasProjects;
pub use list_deployments_of_project::ListDeploymentsOfProject;
pub use list_projects_of_team::ListProjectsOfTeam;
pub use list_teams::{ListTeams, TeamSummary};
pub use provision_and_authorize::ProvisionAndAuthorize;
pub use query_usage::QueryUsage;
pub use team_and_project_for_key::{KeyOwner, TeamAndProjectForKey};
pub use url_for_key::UrlForKey;

use serde::{Deserialize, Serialize};

use crate::keys::Secret;
use crate::model::{DeploymentType, ProjectId, TeamId, open_union};

open_union! {
    /// Selection of a project.
    pub enum ProjectSelection by "kind" {
        /// By one of its deployments.
        OfDeployment(ProjectOfDeployment) = "deploymentName",
        /// By the slugs of the team and project.
        Named(ProjectNamed) = "teamAndProjectSlugs",
        /// By a deploy key of the project.
        OfKey(ProjectOfKey) = "projectDeployKey",
    }
}

/// Selects a project by one of its deployments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ProjectOfDeployment {
    /// Name of the deployment.
    pub deployment_name: String,
}

/// Selects a project by slugs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ProjectNamed {
    /// Slug of the team.
    pub team_slug: String,
    /// Slug of the project.
    pub project_slug: String,
}

/// Selects a project by a deploy key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ProjectOfKey {
    /// Key.
    pub project_deploy_key: Secret,
}

/// Team and project of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TeamAndProject {
    /// Slug of the team.
    pub team: String,
    /// Slug of the project.
    pub project: String,
    /// Team ID.
    pub team_id: TeamId,
    /// Project ID.
    pub project_id: ProjectId,
}

/// URL and key of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DeploymentAccess {
    /// Key.
    pub admin_key: Secret,
    /// URL of the deployment.
    pub url: String,
    /// Name.
    pub deployment_name: String,
    /// Deployment type.
    pub deployment_type: DeploymentType,
    /// Reference: the deployment's name within the project.
    pub reference: String,
    /// `true` for a default deployment.
    pub is_default: bool,
}
