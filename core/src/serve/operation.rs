//! One operation over HTTP: whatever its declaration says.

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::response::Response;

use super::answer::{json, refusal, success};
use super::connections::Peer;
use super::file::file;
use super::router::OnDeployment;
use super::service::Service;
use super::{body, credentials};
use crate::api::{Api, Body, Incoming, Method, join, join_query};
use crate::embedded::{Answered, Caller, Download, Platform};
use crate::error::{Error, Result};

/// Answers a request for the operation `O`.
pub(super) async fn handle<O: Answered + Clone>(
    State(service): State<Arc<Service>>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Response {
    match answer::<O>(&service, path, request).await {
        Ok(Said::Json(text)) => success(O::CONTRACT.status, text),
        Ok(Said::File(download)) => file(service, download),
        Err(error) => refusal(&error),
    }
}

/// What an operation answers.
enum Said {
    Json(Vec<u8>),
    File(Download),
}

async fn answer<O: Answered + Clone>(
    service: &Arc<Service>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Result<Said> {
    let (parts, sent) = request.into_parts();
    let contract = O::CONTRACT;
    // Who presents nothing need not send a body either.
    let caller = caller(&parts, contract.api)?;
    let path = path.map_err(|_| Error::invalid_input("the path is not UTF-8 once its escapes are resolved"))?;
    let path: Vec<_> = path.iter().collect();
    let body = match contract.body {
        _ if parts.method == axum::http::Method::GET => axum::body::Bytes::new(),
        Body::None => axum::body::Bytes::new(),
        Body::Optional | Body::Required | Body::Bytes(_) => body::read(sent, contract.api, &service.limits).await?,
    };
    let query = parts.uri.query().unwrap_or_default();
    let operation: O = match (&parts.method, contract.method) {
        (&axum::http::Method::GET, Method::Post) => join_query(&path, query)?,
        _ => join(Incoming { path: &path, query, body: &body })?,
    };
    let run = move |platform: &Platform| match operation.clone().download(platform, &caller) {
        Some(download) => download.map(Said::File),
        None => json(&platform.call(&caller, operation.clone())?).map(Said::Json),
    };
    service.run(run).await
}

fn caller(parts: &axum::http::request::Parts, api: Api) -> Result<Caller> {
    let ip = parts.extensions.get::<Peer>().map(|Peer(ip)| ip.to_string());
    let caller = credentials::caller(&parts.headers, api, ip)?;
    Ok(match (api, parts.extensions.get::<OnDeployment>()) {
        (Api::Deployment | Api::Command | Api::Push, Some(OnDeployment(name))) => caller.on(name.to_string()),
        _ => caller,
    })
}
