//! `getProjectBySlug`

use serde::{Deserialize, Serialize};

use super::ProjectDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::Action;

/// Gets a project by team and slug.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct GetProjectBySlug {
    /// ID or slug of the team.
    pub team_id_or_slug: String,
    /// Slug of the project.
    pub project_slug: String,
}

impl Operation for GetProjectBySlug {
    type Response = ProjectDetails;

    const CONTRACT: Contract =
        Contract::management("getProjectBySlug", "GET /teams/{team_id_or_slug}/projects/{project_slug}")
            .accepts(Credential::OF_TEAMS)
            .fails_with(&["TeamNotFound", "ProjectNotFound"])
            .needs(&[Action::ProjectView]);
}
