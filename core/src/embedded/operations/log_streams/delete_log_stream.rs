//! `deleteLogStream`

use super::note::note;
use super::stream::Stream;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::log_streams::DeleteLogStream;
use crate::embedded::access::Deployed;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;

impl Handler for DeleteLogStream {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let stream = Stream::find(call, &deployment, &self.id)?;
        call.tx.prepare_cached("DELETE FROM log_streams WHERE id = ?1")?.execute([&stream.id])?;
        note(call, &deployment, &DeploymentAuditAction::DeleteIntegration, &stream)
    }
}
