//! The sync protocol: a WebSocket on which a client subscribes to queries and receives each change of their results.
//! Convex's command uses it for nearly everything, as do its clients for apps.
//!
//! A client sends its identity with `Authenticate`, and adds and removes queries with `ModifyQuerySet`. Each raises a
//! version of its own. The server responds with a `Transition` from the previous state to the new one, and sends
//! another after each change.
//!
//! Source: `npm-packages/convex/src/browser/sync/protocol.ts` and `crates/sync` of convex-backend.

mod anonymous;
mod message;
mod session;
mod socket;

use std::sync::Arc;

use axum::Extension;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Request, State};
use axum::http::header::{ORIGIN, USER_AGENT};
use axum::response::Response;

use super::answer::refusal;
use super::context::{Lifetime, OnDeployment, Peer};
use super::service::Service;
use crate::embedded::Caller;
use crate::error::{Error, ErrorKind};

pub(super) use anonymous::Anonymous;

/// Routes that clients connect to. The path contains their version.
pub(super) const ROUTES: [&str; 2] = ["/api/sync", "/api/{client_version}/sync"];

/// Opens the WebSocket.
pub(super) async fn handle(
    State(service): State<Arc<Service>>,
    Extension(OnDeployment(deployment)): Extension<OnDeployment>,
    Extension(lifetime): Extension<Lifetime>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    request: Request,
) -> Response {
    // Browsers send the origin of the page, and no CORS preflight before a WebSocket.
    let mut origins = request.headers().get_all(ORIGIN).iter();
    if !origins.all(|origin| service.pages.allow(origin)) {
        let error = Error::new(ErrorKind::PermissionDenied, "web pages of this origin may not connect");
        return refusal(&error.with_code("BadOrigin").help("start the server with `--allow-origin`"));
    }
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return refusal(&Error::invalid_input(rejection.body_text()).with_code("NoWebSocket")),
    };
    let ip = request.extensions().get::<Peer>().map(|Peer(ip)| ip.to_string());
    let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
    let caller = Caller::anonymous().on(deployment.to_string()).from_client(ip, agent);
    upgrade
        .max_message_size(service.limits.message_bytes)
        .max_frame_size(service.limits.message_bytes)
        .on_upgrade(move |socket| socket::run(socket, service, caller, lifetime))
}
