//! Pause state of deployments.

use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Pauses or resumes a deployment.
pub(super) fn set(call: &RequestContext<'_>, deployment: &Deployed, paused: bool) -> Result<()> {
    call.tx.prepare_cached("UPDATE deployments SET paused = ?2 WHERE id = ?1")?.execute((deployment.row.id, paused))?;
    Ok(())
}
