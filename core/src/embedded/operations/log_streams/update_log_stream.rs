//! `updateLogStream`

use serde_json::Value;

use super::note::note;
use super::rules;
use super::stream::Stream;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::log_streams::UpdateLogStream;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::{Error, ErrorKind, Result};

impl Handler for UpdateLogStream {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let mut stream = Stream::find(call, &deployment, &self.id)?;
        let changes = serde_json::to_value(&self.changes)
            .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the changes").caused_by(error))?;
        let Value::Object(changes) = changes else { return Ok(()) };
        if changes.get("logStreamType").and_then(Value::as_str) != Some(stream.kind()) {
            return Err(bad_request(
                "LogStreamTypeMismatch",
                format!("the log stream has the type `{}`", stream.kind()),
            ));
        }
        for (name, value) in changes {
            match (name.as_str(), value) {
                ("topics", Value::Null) => stream.unset("topics"),
                // As in Convex's backend, `null` leaves any other field unchanged.
                (_, Value::Null) => {}
                (name, value) => stream.set(name, value),
            }
        }
        rules::check(&stream.settings()?)?;
        stream.save(call)?;
        note(call, &deployment, &DeploymentAuditAction::UpdateIntegration, &stream)
    }
}
