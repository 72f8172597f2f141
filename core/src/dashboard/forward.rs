//! Sends a call of the page on.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::stream;

use super::answer::refusal;
use super::state::State;
use crate::api::{Contract, Method};
use crate::client::{HttpAnswer, HttpBody, HttpRequest, Transport as _, TransportError};

/// Headers of the page that are sent on.
const SENT: [&str; 3] = ["accept", "content-type", "convex-client"];

/// Headers of the response that the page receives. All others, such as cookies, end here.
const RETURNED: [&str; 6] =
    ["content-type", "content-disposition", "retry-after", "convex-request-id", "x-request-id", "cf-ray"];

/// Sends a request to `url` with a credential, and returns the head of the response.
///
/// # Errors
/// A refusal for the page if the request is invalid, or no response arrives.
pub(super) async fn send(
    state: &State,
    contract: &Contract,
    request: Request,
    url: String,
    further: &[(&str, String)],
) -> Result<HttpAnswer, Response> {
    let (parts, body) = request.into_parts();
    let mut outgoing = HttpRequest::new(contract.method, url);
    for name in SENT {
        if let Some(value) = parts.headers.get(name).and_then(|value| value.to_str().ok()) {
            outgoing = outgoing.header(name, value);
        }
    }
    for (name, value) in further {
        outgoing = outgoing.header(*name, value.clone());
    }
    let body = read(state, body).await?;
    if !body.is_empty() && matches!(contract.method, Method::Post | Method::Patch) {
        outgoing = outgoing.body(body);
    }
    state.transport.open(outgoing).await.map_err(|error| unreachable(&error))
}

/// Reads the body of a request, within the limits of length and time.
pub(super) async fn read(state: &State, body: Body) -> Result<Vec<u8>, Response> {
    match tokio::time::timeout(state.limits.body_time, to_bytes(body, state.limits.body_bytes)).await {
        Ok(Ok(bytes)) => Ok(bytes.into()),
        Ok(Err(_)) => Err(refusal(StatusCode::PAYLOAD_TOO_LARGE, "RequestBodyTooLarge", "the request is too long")),
        Err(_) => Err(refusal(StatusCode::REQUEST_TIMEOUT, "RequestTimeout", "the request did not arrive in time")),
    }
}

/// Returns the response to the page, whose body arrives in pieces.
pub(super) fn stream(answer: HttpAnswer) -> Response {
    let HttpAnswer { status, headers, body, .. } = answer;
    let pieces = stream::try_unfold(body, |mut body: Box<dyn HttpBody>| async {
        Ok::<_, std::io::Error>(body.next_piece().await.map_err(std::io::Error::other)?.map(|piece| (piece, body)))
    });
    let length = headers.iter().find(|(name, _)| name == CONTENT_LENGTH.as_str());
    let length = length.and_then(|(_, length)| length.parse::<u64>().ok());
    let mut response = with_headers(Response::new(Body::from_stream(pieces)), status, &headers);
    if let Some(length) = length {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

/// Returns a response to the page whose body is known.
pub(super) fn whole(status: u16, headers: &[(String, String)], body: Vec<u8>) -> Response {
    with_headers(Response::new(body.into()), status, headers)
}

fn with_headers(mut response: Response, status: u16, headers: &[(String, String)]) -> Response {
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let returned = headers.iter().filter(|(name, _)| RETURNED.contains(&name.as_str()));
    for (name, value) in returned {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            response.headers_mut().insert(name, value);
        }
    }
    // A browser must not open a response of the platform as a page of this origin.
    response.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/octet-stream"));
    response
}

/// The refusal for a server that does not respond. Its message contains no address and no credential.
pub(super) fn unreachable(error: &TransportError) -> Response {
    let message = if error.may_have_started() { "the connection broke" } else { "cannot connect" };
    refusal(StatusCode::BAD_GATEWAY, "PlatformUnreachable", &format!("cannot reach the platform: {message}"))
}
