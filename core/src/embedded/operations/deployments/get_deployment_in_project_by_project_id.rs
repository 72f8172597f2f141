//! `getDeploymentInProjectByProjectId`

use super::shown::shown;
use super::which::Which;
use crate::api::deployments::{Deployment, GetDeploymentInProjectByProjectId};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetDeploymentInProjectByProjectId {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = call.project(self.project_id)?;
        Which::of(self.reference.as_deref(), self.default_prod, self.default_dev)?.find(call, project)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<Deployment> {
        shown(call, deployment.row)
    }
}
