//! `provisionAndAuthorize`

use super::deployment_access::access_to_default;
use crate::api::lookups::{DeploymentAccess, ProvisionAndAuthorize};
use crate::embedded::access::Scope;
use crate::embedded::records::ProjectRow;
use crate::embedded::refusals::{bad_request, missing};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::{Action, DeploymentType};

impl Handler for ProvisionAndAuthorize {
    type Subject = ProjectRow;

    /// Finds the named project or the project of the key.
    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        match (&self.team_slug, &self.project_slug, call.identity.scope) {
            (Some(team), Some(project), _) => call.project_by_slug(team, project),
            (None, None, Scope::Project(id)) => call.project(id),
            _ => Err(missing("ProjectNotFound", "missing project in the call")),
        }
    }

    fn needs(&self, _: &ProjectRow) -> Vec<Action> {
        vec![Action::ProjectView]
    }

    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        if !matches!(self.deployment_type, DeploymentType::Dev | DeploymentType::Prod) {
            return Err(bad_request("InvalidDeploymentType", "only `dev` and `prod` have a default deployment"));
        }
        access_to_default(call, project, &self.deployment_type)
    }
}
