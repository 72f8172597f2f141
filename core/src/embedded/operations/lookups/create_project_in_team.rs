//! `createProjectInTeam`

use crate::api::lookups::{CreateProjectInTeam, CreatedProjectInTeam};
use crate::api::response;
use crate::embedded::operations::projects::{NewProject, create_project};
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

/// Number of further projects in responses: plans have no limit on projects, which Convex's command prints only below 3.
const PROJECTS_REMAINING: u64 = 1_000;

impl Handler for CreateProjectInTeam {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team_by_id_or_slug(&self.team)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CreatedProjectInTeam> {
        let new = NewProject {
            name: &self.project_name,
            deployment_type: self.deployment_type.as_ref(),
            deployment_class: None,
            deployment_region: self.region.as_ref(),
        };
        let made = create_project(call, &team, &new)?;
        Ok(response!(CreatedProjectInTeam {
            project_slug: made.slug,
            project_id: made.id,
            team_slug: team.slug,
            team_id: team.id,
            deployment_name: made.deployment_name,
            prod_url: made.deployment_url,
            projects_remaining: PROJECTS_REMAINING,
        }))
    }
}
