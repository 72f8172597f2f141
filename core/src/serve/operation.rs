//! Serves one operation over HTTP according to its contract.

use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{self, RawPathParams};
use axum::response::Response;

use super::answer::{refusal, success};
use super::credentials;
use super::file::file;
use super::head::Head;
use super::json_values;
use super::memory::Reservation;
use super::receive::{ReceivedBody, receive};
use super::service::Service;
use super::upload::Upload;
use crate::api::imports::ImportData;
use crate::api::pushes::{EvaluateSchema, WaitForSchema};
use crate::api::streaming_export::GetJsonSchemas;
use crate::api::{Body, Contract, Incoming, Method, Operation, Request, join, join_query};
use crate::cancel::Cancel;
use crate::embedded::{Caller, Platform, Reply};
use crate::error::{Error, Result};

/// Operations that read or write all documents of a deployment.
const LONG: [&str; 4] =
    [ImportData::CONTRACT.id, WaitForSchema::CONTRACT.id, EvaluateSchema::CONTRACT.id, GetJsonSchemas::CONTRACT.id];

/// Handles a request for the operation of this contract.
pub(super) async fn handle(
    service: Arc<Service>,
    contract: &'static Contract,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: extract::Request,
) -> Response {
    match answer(&service, contract, path, request).await {
        Ok(Reply::Json(text)) => service.memory.start().until_sent(success(contract.status, text)),
        Ok(Reply::File(download)) => file(service, download),
        Err(error) => refusal(&error),
    }
}

async fn answer(
    service: &Arc<Service>,
    contract: &'static Contract,
    path: Result<RawPathParams, RawPathParamsRejection>,
    request: extract::Request,
) -> Result<Reply> {
    let (parts, sent) = request.into_parts();
    let path = match path {
        Ok(path) => path.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
        Err(_) => return Err(Error::invalid_input("invalid path: not UTF-8 after percent-decoding")),
    };
    let head = Head { contract, parts, path };
    let mut memory = service.memory.start();
    let ReceivedBody { caller, place, body, upload } = match head.has_body() {
        false => ReceivedBody::without_body(credentials::caller(&head.parts, contract.api)?),
        true => receive(service, &head, sent, &mut memory).await?,
    };
    let max_values = service.limits.json_values;
    let mut call = Call { head, caller, body, upload, memory, max_values };
    match place {
        None if LONG.contains(&contract.id) => {
            service.run_long(move |platform| call.run(platform, &Cancel::default())).await
        }
        None => service.run(move |platform| call.run(platform, &Cancel::default())).await,
        Some(place) => {
            let turn = place.turn().await?;
            let evaluate = move |platform: &Platform, stop: &Cancel| {
                let _in_queue = &place;
                call.run(platform, stop)
            };
            service.evaluate(turn, evaluate).await
        }
    }
}

/// A received request.
struct Call {
    head: Head,
    caller: Caller,
    body: Vec<u8>,
    upload: Option<Upload>,
    memory: Reservation,
    max_values: usize,
}

impl Call {
    /// Parses the request and calls the operation. Takes time and memory, so not on a thread of the server itself.
    fn run(&mut self, platform: &Platform, stop: &Cancel) -> Result<Reply> {
        let contract = self.head.contract;
        let path: Vec<_> = self.head.path.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let query = self.head.parts.uri.query().unwrap_or_default();
        let request = match (&self.head.parts.method, contract.method) {
            (&axum::http::Method::GET, Method::Post) => Ok(join_query(&path, query)),
            _ => {
                if !matches!(contract.body, Body::Bytes(_)) {
                    json_values::reserve(&self.body, self.max_values, &mut self.memory)?;
                }
                join(contract, Incoming { path: &path, query, body: &self.body })
            }
        };
        match (request, &self.upload) {
            (Ok(request), Some(upload)) => self.import(platform, request, upload),
            (Ok(request), None) => platform.answer(&self.caller, contract, request, stop),
            // Errors of the request reveal nothing about a subject that the caller cannot see.
            (Err(invalid), _) => platform.admit_call(&self.caller, contract, &path).and(Err(invalid)),
        }
    }

    /// Imports a file that was stored as it arrived.
    fn import(&self, platform: &Platform, request: Request, upload: &Upload) -> Result<Reply> {
        let import = request.decode::<ImportData>()?.import;
        let imported = platform.import_upload(&self.caller, &import, &upload.token, &upload.parts)?;
        Ok(Reply::Json(super::answer::json(&imported)?))
    }
}
