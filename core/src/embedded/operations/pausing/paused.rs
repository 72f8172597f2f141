//! Whether a deployment is paused.

use crate::embedded::access::Deployed;
use crate::embedded::runtime::RequestContext;
use crate::error::Result;

/// Pauses a deployment, or lets it go on.
pub(super) fn set(call: &RequestContext<'_>, deployment: &Deployed, paused: bool) -> Result<()> {
    call.tx.prepare_cached("UPDATE deployments SET paused = ?2 WHERE id = ?1")?.execute((deployment.row.id, paused))?;
    Ok(())
}
