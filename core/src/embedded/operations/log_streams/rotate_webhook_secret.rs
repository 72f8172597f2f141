//! `rotateWebhookSecret`

use super::note::note;
use super::stream::Stream;
use super::webhook_secret::make_secret;
use crate::api::audit_log::DeploymentAuditAction;
use crate::api::log_streams::{LogStreamType, RotateWebhookSecret, RotatedSecret};
use crate::api::response;
use crate::embedded::access::Deployed;
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext};
use crate::error::Result;
use crate::keys::Secret;

impl Handler for RotateWebhookSecret {
    type Subject = Deployed;

    fn run(self, deployment: Deployed, call: &mut RequestContext<'_>) -> Result<RotatedSecret> {
        let mut stream = Stream::find(call, &deployment, &self.id)?;
        let hmac_secret = make_secret(call)?;
        if !stream.rotate(&hmac_secret) {
            return Err(bad_request("NoSecretToRotate", "the log stream has no secret to rotate"));
        }
        stream.save(call)?;
        note(call, &deployment, &DeploymentAuditAction::UpdateIntegration, &stream)?;
        Ok(response!(RotatedSecret {
            log_stream_type: LogStreamType::from(stream.kind()),
            hmac_secret: Secret::new(hmac_secret)
        }))
    }
}
