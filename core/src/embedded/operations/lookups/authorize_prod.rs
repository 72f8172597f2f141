//! `authorizeProd`

use super::deployment_access::access_to_default;
use crate::api::lookups::{AuthorizeProd, DeploymentAccess};
use crate::embedded::records::ProjectRow;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::{Action, DeploymentType};

impl Handler for AuthorizeProd {
    type Subject = ProjectRow;

    /// Finds the project of the named deployment.
    fn find(&self, call: &RequestContext<'_>) -> Result<ProjectRow> {
        let named = call.deployment(&self.deployment_name)?;
        call.check_seen(&named)?;
        Ok(named.project)
    }

    fn needs(&self, _: &ProjectRow) -> Vec<Action> {
        vec![Action::ProjectView]
    }

    /// Creates a missing deployment (assumed): this is the only lookup of the first `npx convex deploy` in a project.
    fn run(self, project: ProjectRow, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        access_to_default(call, project, &DeploymentType::Prod)
    }
}
