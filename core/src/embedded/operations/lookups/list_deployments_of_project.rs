//! `listDeploymentsOfProject`

use crate::api::deployments::DeploymentDetails;
use crate::api::lookups::ListDeploymentsOfProject;
use crate::embedded::operations::deployments::list_visible;
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Action;

impl Handler for ListDeploymentsOfProject {
    type Subject = ProjectRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        call.project_by_slug(&self.team_slug, &self.project_slug)
    }

    // Permission is checked for each deployment.
    fn needs(&self, _: &ProjectRow) -> Vec<Action> {
        Vec::new()
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<Vec<DeploymentDetails>> {
        list_visible(call, &project, |_| true)
    }
}
