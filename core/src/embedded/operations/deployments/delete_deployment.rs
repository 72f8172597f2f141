//! `deleteDeployment`

use super::remove::remove;
use crate::api::deployments::DeleteDeployment;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteDeployment {
    type Subject = Deployed;

    find_by!(deployment_name);

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        remove(call, &deployment.row)
    }
}
