//! References, which are unique in a project.

use crate::embedded::refusals::conflict;
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, Result};
use crate::model::ProjectId;

/// Whether a deployment of the project has the reference.
pub(super) fn is_taken(call: &RequestContext<'_>, project: ProjectId, reference: &str) -> Result<bool> {
    let mut statement = call.tx.prepare_cached("SELECT 1 FROM deployments WHERE project_id = ?1 AND reference = ?2")?;
    Ok(statement.exists((project, reference))?)
}

/// What is said where a reference is taken.
pub(super) fn taken(reference: &str) -> Error {
    conflict("DeploymentReferenceTaken", format!("a deployment of the project has the reference `{reference}`"))
}
