//! `getDeployment`

use super::view::to_deployment;
use crate::api::deployments::{DeploymentDetails, GetDeployment};
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for GetDeployment {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<DeploymentDetails> {
        to_deployment(call, deployment.row)
    }
}
