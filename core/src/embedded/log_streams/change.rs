//! Making, changing and deleting log streams.

use serde_json::{Value, json};

use super::rules;
use super::stream::Stream;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::log_streams::{
    CreateLogStream, CreatedLogStream, DeleteLogStream, LogStreamType, RotateWebhookSecret, RotatedSecret,
    UpdateLogStream,
};
use crate::embedded::refusals::{bad_request, conflict, not_in_plan};
use crate::embedded::rows::to_sql;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::store::is_taken;
use crate::embedded::subject::Deployed;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::{Secret, hex};
use crate::model::TeamId;

impl Handler for CreateLogStream {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CreatedLogStream> {
        let plan = call.team(TeamId(deployment.row.team_id))?.plan;
        if !plan.has_log_streams() {
            return Err(not_in_plan("log streams", plan));
        }
        rules::check(&self)?;
        let hmac_secret = match self {
            Self::Webhook(_) => Some(make_secret(call)?),
            _ => None,
        };
        let stream = Stream::new(call.context.random.opaque_id()?, &self, hmac_secret.as_deref())?;
        insert(call, &deployment, &stream)?;
        note(call, &deployment, &DeploymentAuditAction::CreateIntegration, &stream)?;
        Ok(CreatedLogStream {
            log_stream_type: LogStreamType::from(stream.kind()),
            id: stream.id,
            hmac_secret: hmac_secret.map(Secret::new),
        })
    }
}

fn make_secret(call: &RequestContext<'_>) -> Result<String> {
    Ok(hex::encode(&call.context.random.bytes::<32>()?))
}

fn insert(call: &RequestContext<'_>, deployment: &Deployed, stream: &Stream) -> Result<()> {
    let inserted = call
        .tx
        .prepare_cached(
            "INSERT INTO log_streams (id, deployment_id, type, config, position) VALUES (?1, ?2, ?3, ?4, \
             (SELECT coalesce(max(position), 0) + 1 FROM log_streams WHERE deployment_id = ?2))",
        )?
        .execute((&stream.id, to_sql(deployment.row.id), stream.kind(), stream.text()?));
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if is_taken(&error) => {
            let kind = stream.kind();
            Err(conflict("LogStreamAlreadyExists", format!("the deployment has a log stream of the kind `{kind}`")))
        }
        Err(error) => Err(error.into()),
    }
}

impl Handler for UpdateLogStream {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let mut stream = Stream::find(call, &deployment, &self.id)?;
        let changes = serde_json::to_value(&self.changes)
            .map_err(|error| Error::new(ErrorKind::Internal, "changes can't be written").caused_by(error))?;
        let Value::Object(changes) = changes else { return Ok(()) };
        if changes.get("logStreamType").and_then(Value::as_str) != Some(stream.kind()) {
            return Err(bad_request(
                "LogStreamTypeMismatch",
                format!("the log stream is of the kind `{}`", stream.kind()),
            ));
        }
        for (name, value) in changes {
            match (name.as_str(), value) {
                ("topics", Value::Null) => stream.unset("topics"),
                // As in Convex's backend, `null` keeps any other field.
                (_, Value::Null) => {}
                (name, value) => stream.set(name, value),
            }
        }
        rules::check(&stream.settings()?)?;
        stream.save(call)?;
        note(call, &deployment, &DeploymentAuditAction::UpdateIntegration, &stream)
    }
}

impl Handler for DeleteLogStream {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<()> {
        let stream = Stream::find(call, &deployment, &self.id)?;
        call.tx.prepare_cached("DELETE FROM log_streams WHERE id = ?1")?.execute([&stream.id])?;
        note(call, &deployment, &DeploymentAuditAction::DeleteIntegration, &stream)
    }
}

impl Handler for RotateWebhookSecret {
    type Subject = Deployed;

    fn find(&self, call: &RequestContext<'_>) -> Result<Deployed> {
        call.target()
    }

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<RotatedSecret> {
        let mut stream = Stream::find(call, &deployment, &self.id)?;
        let hmac_secret = make_secret(call)?;
        if !stream.rotate(&hmac_secret) {
            return Err(bad_request("NoSecretToRotate", "the log stream has no secret to rotate"));
        }
        stream.save(call)?;
        note(call, &deployment, &DeploymentAuditAction::UpdateIntegration, &stream)?;
        Ok(RotatedSecret { log_stream_type: LogStreamType::from(stream.kind()), hmac_secret: Secret::new(hmac_secret) })
    }
}

fn note(
    call: &RequestContext<'_>,
    deployment: &Deployed,
    action: &DeploymentAuditAction,
    stream: &Stream,
) -> Result<()> {
    call.note_on_deployment(deployment.row.id, action, &json!({ "id": stream.id, "type": stream.kind() }))
}
