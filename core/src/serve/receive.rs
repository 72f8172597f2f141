//! Receives the body of a request, after checking who sends it.

use std::sync::Arc;

use axum::body::{Body, HttpBody as _};
use axum::http::header::CONTENT_ENCODING;

use super::body::{BodyReader, PackedLength, too_long};
use super::context::OnDeployment;
use super::evaluations::QueuePlace;
use super::head::Head;
use super::memory::Reservation;
use super::options::ServeLimits;
use super::service::Service;
use super::upload::{self, Upload};
use super::{credentials, key_in_body};
use crate::api::imports::ImportData;
use crate::api::pushes::{EvaluatePush, StartPush};
use crate::api::{self, Api, Contract, Operation};
use crate::embedded::{Caller, Platform};
use crate::error::Result;

/// Operations that evaluate the modules of an app.
const EVALUATING: [&str; 2] = [StartPush::CONTRACT.id, EvaluatePush::CONTRACT.id];

/// A received body and its sender.
pub(super) struct ReceivedBody {
    pub(super) caller: Caller,
    /// Place in the queue, if the operation evaluates modules.
    pub(super) place: Option<QueuePlace>,
    pub(super) body: Vec<u8>,
    /// Upload that has the body instead, if it is a file to import.
    pub(super) upload: Option<Upload>,
}

impl ReceivedBody {
    pub(super) fn without_body(caller: Caller) -> Self {
        Self { caller, place: None, body: Vec::new(), upload: None }
    }
}

/// Receives a body.
///
/// A short one is read before the caller is checked, in the transaction of the call itself. Anyone may send that much.
///
/// # Errors
/// Those of the caller and of reading; `RateLimited` if too many pushes wait already.
pub(super) async fn receive(
    service: &Arc<Service>,
    head: &Head,
    sent: Body,
    memory: &mut Reservation,
) -> Result<ReceivedBody> {
    let (contract, limits) = (head.contract, &service.limits);
    let evaluates = EVALUATING.contains(&contract.id);
    let size = sent.size_hint();
    let is_packed = head.parts.headers.contains_key(CONTENT_ENCODING);
    let is_short = !is_packed && size.upper().is_some_and(|upper| upper <= limits.anonymous_bytes as u64);
    let mut reading = BodyReader::start(sent, head.parts.extensions.get::<PackedLength>().cloned(), limits, memory);
    let caller = match credentials::caller(&head.parts, contract.api) {
        Err(missing) if contract.api == Api::Push && matches!(contract.body, api::Body::Required) => {
            reading.start_of(limits.anonymous_bytes).await?;
            let start = reading.received();
            let start = start.get(..limits.anonymous_bytes).unwrap_or(start);
            let key = key_in_body::find(start).ok_or(missing)?;
            credentials::without_token(&head.parts, contract.api).presenting(Some(key))
        }
        caller => caller?,
    };
    let most = if caller.is_anonymous() { limits.anonymous_bytes } else { longest(contract, limits) };
    if !caller.is_anonymous() && (evaluates || !is_short) {
        let (caller, path) = (caller.clone(), Arc::clone(&head.path));
        let admit = move |platform: &Platform| {
            let path: Vec<_> = path.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            platform.admit_call(&caller, contract, &path)
        };
        service.run(admit).await?;
    }
    if size.lower() > most as u64 {
        return Err(too_long(format!("send at most {most} bytes")));
    }
    if contract.id == ImportData::CONTRACT.id && !is_short {
        let upload = upload::receive(service, &caller, &mut reading).await?;
        return Ok(ReceivedBody { upload: Some(upload), ..ReceivedBody::without_body(caller) });
    }
    let place = evaluates.then(|| service.evaluations.enter(deployment(head))).transpose()?;
    Ok(ReceivedBody { caller, place, body: reading.rest(most).await?, upload: None })
}

/// Maximum length of a body of an operation: apps, files and parts of files are long.
fn longest(contract: &Contract, limits: &ServeLimits) -> usize {
    if contract.id == ImportData::CONTRACT.id {
        return limits.import_bytes;
    }
    match (contract.api, contract.body) {
        (Api::Push, _) | (_, api::Body::Bytes(_)) => limits.push_bytes,
        _ => limits.body_bytes,
    }
}

fn deployment(head: &Head) -> &str {
    head.parts.extensions.get::<OnDeployment>().map(|OnDeployment(name)| &**name).unwrap_or_default()
}
