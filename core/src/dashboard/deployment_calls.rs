//! Calls of deployments, below `/convex-deployments/{host and port}`.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::header::AUTHORIZATION;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::addresses::{Address, is_named_loopback};
use super::answer::refusal;
use super::forward::{send, stream};
use super::state::State;
use crate::api::{Api, Contract};

/// Path below which deployments are served.
pub(super) const ROOT: &str = "/convex-deployments";

/// An endpoint without credentials, which tells if a deployment responds.
pub(super) const READINESS: Contract = Contract::deployment("readiness", "GET /instance_name").accepts(&[]);

/// Sends a call on, with the key of the deployment if the page was granted one, else with the access token.
pub(super) async fn handle(state: Arc<State>, contract: &'static Contract, request: Request) -> Response {
    let target = request.uri().path_and_query().map(|target| target.as_str()).unwrap_or_default();
    let below = target.strip_prefix(ROOT).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    let (authority, path) = below.split_at(below.find('/').unwrap_or(below.len()));
    let Some(address) = state.addresses.get(authority) else {
        let message = "unknown deployment; list the deployments of its project first";
        return refusal(StatusCode::NOT_FOUND, "UnknownDeployment", message);
    };
    let mut headers = Vec::new();
    let (base, host) = connection(&address);
    headers.extend(host.map(|host| ("host", host)));
    if !contract.credentials.is_empty() {
        let was_granted = request.headers().contains_key(AUTHORIZATION);
        let credential = address.key.as_ref().filter(|_| was_granted).unwrap_or(&state.token);
        headers.push(("authorization", format!("{} {}", Api::Deployment.scheme(), credential.expose())));
    }
    let url = format!("{base}{path}");
    match send(&state, contract, request, url, &headers).await {
        Ok(answer) => stream(answer),
        Err(refused) => refused,
    }
}

/// Returns the URL to connect to, and the host to name if it differs. Names below `localhost` are this machine, even where
/// the system does not resolve them.
fn connection(address: &Address) -> (String, Option<String>) {
    let Ok(url) = address.url.parse::<Uri>() else { return (address.url.clone(), None) };
    match (url.host(), url.port_u16(), url.authority()) {
        (Some(host), Some(port), Some(authority)) if is_named_loopback(host) => {
            (format!("http://127.0.0.1:{port}"), Some(authority.to_string()))
        }
        _ => (address.url.clone(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_localhost_are_this_machine() {
        let of = |url: &str| connection(&Address { url: url.to_owned(), key: None });
        assert_eq!(
            of("http://calm-cow-456.localhost:80"),
            ("http://127.0.0.1:80".to_owned(), Some("calm-cow-456.localhost:80".to_owned()))
        );
        for url in ["http://127.0.0.1:4321", "https://calm-cow-456.convex.cloud", "https://localhost.example:1"] {
            assert_eq!(of(url), (url.to_owned(), None));
        }
    }
}
