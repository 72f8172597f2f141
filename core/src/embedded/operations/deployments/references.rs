//! References of deployments, which are unique in a project.

use crate::embedded::refusals::conflict;
use crate::embedded::runtime::RequestContext;
use crate::error::{Error, Result};
use crate::model::ProjectId;

/// Checks if a deployment of the project has the reference.
pub(super) fn is_taken(call: &RequestContext<'_>, project: ProjectId, reference: &str) -> Result<bool> {
    let mut statement = call.tx.prepare_cached("SELECT 1 FROM deployments WHERE project_id = ?1 AND reference = ?2")?;
    Ok(statement.exists((project, reference))?)
}

/// Creates the error for a reference that is taken_error.
pub(super) fn taken_error(reference: &str) -> Error {
    conflict("DeploymentReferenceTaken", format!("the reference `{reference}` is already in use in the project"))
}
