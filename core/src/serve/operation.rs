//! Serves one operation over HTTP according to its contract.

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::response::Response;

use super::answer::{refusal, success};
use super::context::{OnDeployment, Peer};
use super::file::file;
use super::service::Service;
use super::{body, credentials};
use crate::api::{Api, Body, Contract, Incoming, Method, join, join_query};
use crate::cancel::Cancel;
use crate::embedded::{Caller, Platform, Reply};
use crate::error::{Error, Result};

/// Handles a request for the operation of this contract.
pub(super) async fn handle(
    service: Arc<Service>,
    contract: &'static Contract,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Response {
    match answer(&service, contract, path, request).await {
        Ok(Reply::Json(text)) => success(contract.status, text),
        Ok(Reply::File(download)) => file(service, download),
        Err(error) => refusal(&error),
    }
}

async fn answer(
    service: &Arc<Service>,
    contract: &'static Contract,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
) -> Result<Reply> {
    let (parts, sent) = request.into_parts();
    // Reject a caller without credentials before reading the body.
    let caller = caller(&parts, contract.api)?;
    let path = path.map_err(|_| Error::invalid_input("invalid path: not UTF-8 after percent-decoding"))?;
    let path: Vec<_> = path.iter().collect();
    let body = match contract.body {
        _ if parts.method == axum::http::Method::GET => axum::body::Bytes::new(),
        Body::None => axum::body::Bytes::new(),
        Body::Optional | Body::Required | Body::Bytes(_) => body::read(sent, contract.api, &service.limits).await?,
    };
    let query = parts.uri.query().unwrap_or_default();
    let request = match (&parts.method, contract.method) {
        (&axum::http::Method::GET, Method::Post) => join_query(&path, query),
        _ => join(contract, Incoming { path: &path, query, body: &body })?,
    };
    let run = move |platform: &Platform| platform.answer(&caller, contract, request.clone(), &Cancel::default());
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
