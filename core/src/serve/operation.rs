//! One operation over HTTP: whatever its declaration says.

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::response::Response;

use super::answer::{json, refusal, success};
use super::connections::Peer;
use super::router::OnDeployment;
use super::service::Service;
use super::{body, credentials};
use crate::api::{Api, Body, Incoming, join};
use crate::embedded::{Answered, Caller};
use crate::error::{Error, Result};

/// Answers a request for the operation `O`.
pub(super) async fn handle<O: Answered + Clone>(
    State(service): State<Arc<Service>>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Response {
    match answer::<O>(&service, path, request).await {
        Ok(text) => success(O::CONTRACT.status, text),
        Err(error) => refusal(&error),
    }
}

async fn answer<O: Answered + Clone>(
    service: &Arc<Service>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Result<Vec<u8>> {
    let (parts, sent) = request.into_parts();
    let contract = O::CONTRACT;
    // Who presents nothing need not send a body either.
    let caller = caller(&parts, contract.api)?;
    let path = path.map_err(|_| Error::invalid_input("the path is not UTF-8 once its escapes are resolved"))?;
    let path: Vec<_> = path.iter().collect();
    let body = match contract.body {
        Body::None => axum::body::Bytes::new(),
        Body::Optional | Body::Required => body::read(sent, contract.api, &service.limits).await?,
    };
    let query = parts.uri.query().unwrap_or_default();
    let operation: O = join(Incoming { path: &path, query, body: &body })?;
    service.run(move |platform| json(&platform.call(&caller, operation.clone())?)).await
}

fn caller(parts: &axum::http::request::Parts, api: Api) -> Result<Caller> {
    let ip = parts.extensions.get::<Peer>().map(|Peer(ip)| ip.to_string());
    let caller = credentials::caller(&parts.headers, api, ip)?;
    Ok(match (api, parts.extensions.get::<OnDeployment>()) {
        (Api::Deployment | Api::Command | Api::Push, Some(OnDeployment(name))) => caller.on(name.to_string()),
        _ => caller,
    })
}
