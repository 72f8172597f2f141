//! `authorizePreview`

use super::deployment_access::access_to;
use super::selection;
use crate::api::lookups::{AuthorizePreview, DeploymentAccess};
use crate::embedded::access::Deployed;
use crate::embedded::records::DeploymentRow;
use crate::embedded::refusals::no_deployment;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Action;

impl Handler for AuthorizePreview {
    type Subject = Deployed;

    const WRITES: bool = false;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = selection::project(call, &self.project_selection)?;
        let condition = "d.project_id = ?1 AND d.preview_identifier = ?2";
        let found = DeploymentRow::one(call.tx, condition, (project.id, &self.preview_name))?;
        let row = found.ok_or_else(|| no_deployment(&self.preview_name))?;
        Ok(Deployed { project, row })
    }

    fn needs(&self, _: &Deployed) -> Vec<Action> {
        vec![Action::DeploymentView]
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        access_to(call, deployment.row)
    }
}
