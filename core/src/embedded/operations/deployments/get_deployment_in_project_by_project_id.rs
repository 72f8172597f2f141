//! `getDeploymentInProjectByProjectId`

use super::selector::DeploymentSelector;
use super::view::to_deployment;
use crate::api::deployments::{DeploymentDetails, GetDeploymentInProjectByProjectId};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for GetDeploymentInProjectByProjectId {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        let project = call.project(self.project_id)?;
        DeploymentSelector::of(self.reference.as_deref(), self.default_prod, self.default_dev)?.find(call, project)
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentDetails> {
        to_deployment(call, deployment.row)
    }
}
