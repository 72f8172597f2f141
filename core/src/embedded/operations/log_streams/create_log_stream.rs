//! `createLogStream`

use super::note::note;
use super::rules;
use super::stream::Stream;
use super::webhook_secret::make_secret;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::log_streams::{CreateLogStream, CreatedLogStream, LogStreamType};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::{conflict, not_in_plan};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::store::is_taken;
use crate::error::Result;
use crate::keys::Secret;

impl Handler for CreateLogStream {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<CreatedLogStream> {
        let plan = call.team(deployment.row.team_id)?.plan;
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
        Ok(response!(CreatedLogStream {
            log_stream_type: LogStreamType::from(stream.kind()),
            id: stream.id,
            hmac_secret: hmac_secret.map(Secret::new),
        }))
    }
}

fn insert(call: &RequestContext<'_>, deployment: &Deployed, stream: &Stream) -> Result<()> {
    let inserted = call
        .tx
        .prepare_cached(
            "INSERT INTO log_streams (id, deployment_id, type, config, position) VALUES (?1, ?2, ?3, seal(?4, 'log_stream/' || ?1), \
             (SELECT coalesce(max(position), 0) + 1 FROM log_streams WHERE deployment_id = ?2))",
        )?
        .execute((&stream.id, deployment.row.id, stream.kind(), stream.text()?));
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if is_taken(&error) => {
            let kind = stream.kind();
            Err(conflict("LogStreamAlreadyExists", format!("the deployment already has a log stream of type `{kind}`")))
        }
        Err(error) => Err(error.into()),
    }
}
