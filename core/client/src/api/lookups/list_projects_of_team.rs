//! `listProjectsOfTeam`

use serde::{Deserialize, Serialize};

use crate::api::projects::ProjectDetails;
use crate::api::{Contract, Credential, Operation};
use crate::model::Action;

/// Lists the projects of a team that the caller may view, highest IDs first. Convex's command calls it up to its version
/// 1.46, and [`ListProjects`](crate::api::projects::ListProjects) later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListProjectsOfTeam {
    /// Slug of the team.
    pub team_slug: String,
}

impl Operation for ListProjectsOfTeam {
    type Response = Vec<ProjectDetails>;

    const CONTRACT: Contract = Contract::lookup("listProjectsOfTeam", "GET /teams/{team_slug}/projects")
        .accepts(Credential::OF_TEAMS)
        .fails_with(&["TeamNotFound"])
        .needs(&[Action::ProjectView]);
}
