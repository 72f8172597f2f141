//! Calls of the platform, below `/convex-api`.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;
use serde_json::Value;

use super::forward::{send, stream, unreachable, whole};
use super::state::State;
use crate::api::Contract;
use crate::client::HttpResponse;

/// Path below which the platform is served.
pub(super) const ROOT: &str = "/convex-api";

/// Sends a call on with the access token. Addresses of deployments in the response are kept, and keys do not leave this
/// process.
pub(super) async fn handle(state: Arc<State>, contract: &'static Contract, request: Request) -> Response {
    let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
    let url = format!("{}{}", state.platform, target.strip_prefix(ROOT).unwrap_or_default());
    let credential = format!("{} {}", contract.api.scheme(), state.token.expose());
    let answer = match send(&state, contract, request, url, &[("authorization", credential)]).await {
        Ok(answer) => answer,
        Err(refused) => return refused,
    };
    if contract.answers_bytes {
        return stream(answer);
    }
    match answer.read().await {
        Ok(HttpResponse { status, headers, body, .. }) => whole(status, &headers, learn(&state, body)),
        Err(error) => unreachable(&error),
    }
}

/// Learns the addresses of a response, and returns it without keys.
fn learn(state: &State, body: Vec<u8>) -> Vec<u8> {
    let Ok(mut response) = serde_json::from_slice::<Value>(&body) else { return body };
    match state.addresses.learn(&mut response) {
        true => serde_json::to_vec(&response).unwrap_or_default(),
        false => body,
    }
}
