//! Deployments of keys.

use crate::embedded::access::{Deployed, Scope, authenticate};
use crate::embedded::records::DeploymentRow;
use crate::embedded::refusals::no_deployment;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Finds the deployment of a key; `None` if it is another kind of key.
pub(super) fn deployment_of_key(call: &RequestContext<'_>, key: &str) -> Result<Option<Deployed>> {
    match authenticate(call.tx, key, call.now)?.scope {
        Scope::Deployment(id) => {
            let row = DeploymentRow::by_id(call.tx, id)?.ok_or_else(|| no_deployment(id))?;
            call.with_project(row).map(Some)
        }
        _ => Ok(None),
    }
}
