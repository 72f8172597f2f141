//! What Convex's own command looks up besides the documented APIs, as its version 1.48 calls it. Undocumented by Convex.

mod authorize_preview;
mod authorize_prod;
mod authorize_within_current_project;
mod check_authorization;
mod check_opt_ins;
mod claim_preview_deployment;
mod get_spending_limits;
mod get_team_and_project;
mod get_usage_state;
mod has_projects;
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
pub use get_spending_limits::{GetSpendingLimits, SpendingLimits};
pub use get_team_and_project::GetTeamAndProject;
pub use get_usage_state::{GetUsageState, UsageState, UsageStateKind};
pub use has_projects::HasProjects;
pub use list_teams::{ListTeams, TeamSummary};
pub use provision_and_authorize::ProvisionAndAuthorize;
pub use query_usage::QueryUsage;
pub use team_and_project_for_key::{KeyOwner, TeamAndProjectForKey};
pub use url_for_key::UrlForKey;

use serde::{Deserialize, Serialize};

use crate::keys::Secret;
use crate::model::{DeploymentType, ProjectId, TeamId, open_union};

open_union! {
    /// Which project is meant.
    pub enum ProjectSelection by "kind" {
        /// The project of this deployment.
        OfDeployment(ProjectOfDeployment) = "deploymentName",
        /// The project with these slugs.
        Named(ProjectNamed) = "teamAndProjectSlugs",
        /// The project of the key that is sent.
        OfKey(ProjectOfKey) = "projectDeployKey",
    }
}

/// The project of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProjectOfDeployment {
    /// The deployment's name.
    pub deployment_name: String,
}

/// A project by its slugs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProjectNamed {
    /// The team's slug.
    pub team_slug: String,
    /// The project's slug.
    pub project_slug: String,
}

/// The project of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProjectOfKey {
    /// The key.
    pub project_deploy_key: Secret,
}

/// Whose a deployment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TeamAndProject {
    /// The team's slug.
    pub team: String,
    /// The project's slug.
    pub project: String,
    /// The team.
    pub team_id: TeamId,
    /// The project.
    pub project_id: ProjectId,
}

/// Where a deployment is, and a key that opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentAccess {
    /// The key.
    pub admin_key: Secret,
    /// Where it is reached.
    pub url: String,
    /// Its name.
    pub deployment_name: String,
    /// What it is for.
    pub deployment_type: DeploymentType,
    /// Its name within the project.
    pub reference: String,
    /// Whether it is a default deployment.
    pub is_default: bool,
}
