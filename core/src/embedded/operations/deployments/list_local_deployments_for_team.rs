//! `listLocalDeploymentsForTeam`

use crate::api::deployments::{ListLocalDeploymentsForTeam, LocalDeployments};
use crate::api::response;
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Action;

impl Handler for ListLocalDeploymentsForTeam {
    type Subject = TeamRow;

    find_by!(team_id);

    fn needs(&self, _: &TeamRow) -> Vec<Action> {
        Vec::new()
    }

    // Convex's command creates local deployments without contacting the platform.
    fn run(self, _: TeamRow, _: &mut RequestContext<'_>) -> Result<LocalDeployments> {
        Ok(response!(LocalDeployments { items: Vec::new() }))
    }
}
