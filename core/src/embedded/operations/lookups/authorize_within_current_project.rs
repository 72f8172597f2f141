//! `authorizeWithinCurrentProject`

use super::deployment_access::access_to;
use super::selection;
use crate::api::lookups::{AuthorizeWithinCurrentProject, DeploymentAccess};
use crate::embedded::access::Deployed;
use crate::embedded::refusals::no_deployment;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Action;

impl Handler for AuthorizeWithinCurrentProject {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = selection::project(call, &self.project_selection)?;
        let deployed = call.deployment(&self.selected_deployment_name)?;
        if deployed.project.id != project.id {
            return Err(
                no_deployment(&self.selected_deployment_name).help("use a deployment of the configured project")
            );
        }
        Ok(deployed)
    }

    fn needs(&self, _: &Deployed) -> Vec<Action> {
        vec![Action::DeploymentView]
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        access_to(call, deployment.row)
    }
}
