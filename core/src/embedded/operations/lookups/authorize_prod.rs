//! `authorizeProd`

use super::deployment_access::access_to;
use crate::api::lookups::{AuthorizeProd, DeploymentAccess};
use crate::embedded::access::Deployed;
use crate::embedded::records::DeploymentRow;
use crate::embedded::refusals::missing;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::model::Action;

impl Handler for AuthorizeProd {
    type Subject = Deployed;

    const WRITES: bool = false;

    /// Finds the default production deployment of the named deployment's project.
    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let named = call.deployment(&self.deployment_name)?;
        call.check_seen(&named)?;
        let condition = "d.project_id = ?1 AND d.is_default = 1 AND d.type = 'prod'";
        let prod = DeploymentRow::one(call.tx, condition, [named.project.id])?;
        let row = prod.ok_or_else(|| missing("DeploymentNotFound", "default production deployment not found"))?;
        Ok(Deployed { project: named.project, row })
    }

    fn needs(&self, _: &Deployed) -> Vec<Action> {
        vec![Action::DeploymentView]
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentAccess> {
        access_to(call, deployment.row)
    }
}
