//! Routes: the page at every address, and its calls below `/convex-api` and `/convex-deployments`.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use axum::routing::{MethodFilter, get, on, post};
use serde::Serialize;
use tower::ServiceExt as _;

use super::answer::{json, refusal, respond};
use super::assets::INDEX;
use super::headers::confine;
use super::state::State;
use super::{deployment_calls, operations, platform_calls, report};
use crate::api::{Api, Contract};
use crate::serve::method_filter;

/// Path of the facts about this run.
const SESSION: &str = "/session";

/// Path that renders a report.
const REPORT: &str = "/report";

/// Facts about this run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Session<'a> {
    platform: &'a str,
    is_embedded: bool,
}

/// All routes.
#[derive(Clone)]
pub(super) struct Routes {
    state: Arc<State>,
    calls: Router,
}

impl Routes {
    /// Creates the routes of all operations that the page may call.
    pub(super) fn new(state: &Arc<State>) -> Self {
        let readiness = format!("{}/{{authority}}{}", deployment_calls::ROOT, deployment_calls::READINESS.path);
        let mut calls = operations::allowed().fold(Router::new(), |router, contract| add(router, state, contract));
        calls = calls.route(&readiness, on(MethodFilter::GET, to_deployment(state, &deployment_calls::READINESS)));
        let (of_report, of_session) = (Arc::clone(state), Arc::clone(state));
        calls = calls.route(REPORT, post(move |request| report::handle(Arc::clone(&of_report), request)));
        calls = calls.route(SESSION, get(move || std::future::ready(session(&of_session))));
        calls = calls.fallback(|| async { unknown_call() }).method_not_allowed_fallback(|| async { unknown_call() });
        Self { state: Arc::clone(state), calls }
    }

    /// Handles a request.
    pub(super) async fn answer(self, request: Request) -> Result<Response, Infallible> {
        Ok(confine(self.unconfined(request).await))
    }

    async fn unconfined(self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        if let Err(refused) = self.state.guard.check_host(&parts) {
            return *refused;
        }
        let path = parts.uri.path();
        if !is_call(path) {
            return self.page(&parts.method, path);
        }
        if let Err(refused) = self.state.guard.check_call(&parts) {
            return *refused;
        }
        if has_dot_segment(path) {
            return refusal(StatusCode::BAD_REQUEST, "BadRequest", "invalid path: it contains `.` or `..`");
        }
        let answer = self.calls.oneshot(Request::from_parts(parts, body)).await;
        answer.unwrap_or_else(|never| match never {})
    }

    /// Returns a file, or the page for every other address, which is one of its views.
    fn page(&self, method: &Method, path: &str) -> Response {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return unknown_call();
        }
        let name = path.trim_start_matches('/');
        let is_file = name.rsplit('/').next().is_some_and(|last| last.contains('.'));
        let found = self.state.assets.get(if is_file { name } else { INDEX });
        match found {
            Some((bytes, content_type)) => respond(StatusCode::OK, content_type, bytes),
            None => respond(StatusCode::NOT_FOUND, "text/plain", "not found"),
        }
    }
}

fn is_call(path: &str) -> bool {
    let is_below = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_below(platform_calls::ROOT) || is_below(deployment_calls::ROOT) || path == SESSION || path == REPORT
}

fn add(router: Router, state: &Arc<State>, contract: &'static Contract) -> Router {
    let path = format!("{}{}", contract.api.root(), contract.path);
    match contract.api {
        Api::Management | Api::Lookup => {
            let state = Arc::clone(state);
            let handle = move |request| platform_calls::handle(Arc::clone(&state), contract, request);
            router.route(&format!("{}{path}", platform_calls::ROOT), on(method_filter(contract.method), handle))
        }
        Api::Deployment | Api::Command | Api::Push => {
            let path = format!("{}/{{authority}}{path}", deployment_calls::ROOT);
            router.route(&path, on(method_filter(contract.method), to_deployment(state, contract)))
        }
    }
}

fn to_deployment(
    state: &Arc<State>,
    contract: &'static Contract,
) -> impl Fn(Request) -> std::pin::Pin<Box<dyn Future<Output = Response> + Send>> + Clone + Send + Sync + 'static {
    let state = Arc::clone(state);
    move |request| Box::pin(deployment_calls::handle(Arc::clone(&state), contract, request))
}

fn session(state: &State) -> Response {
    json(StatusCode::OK, &Session { platform: &state.platform, is_embedded: state.is_embedded })
}

fn unknown_call() -> Response {
    refusal(StatusCode::NOT_FOUND, "NotFound", "unknown operation; the dashboard's proxy does not serve it")
}

/// Checks if a segment of a path is `.` or `..`, which HTTP clients resolve: the path would then be another operation's.
fn has_dot_segment(path: &str) -> bool {
    path.split(['/', '\\']).any(|segment| {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        segment == "." || segment == ".." || segment.contains("%2f") || segment.contains("%5c")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dot_segments_are_found() {
        for path in ["/a/../b", "/a/%2e%2E/b", "/a/.", "/a/.%2e", "/a\\..\\b", "/a/b%2fc"] {
            assert!(has_dot_segment(path), "{path}");
        }
        for path in ["/a/b", "/a/..b", "/a/b.c", "/v1/deployments/calm-cow-456"] {
            assert!(!has_dot_segment(path), "{path}");
        }
    }

    #[test]
    fn calls_are_told_from_views() {
        for path in ["/convex-api", "/convex-api/v1/x", "/convex-deployments/a/api", "/session", "/report"] {
            assert!(is_call(path), "{path}");
        }
        for path in ["/", "/convex-apis", "/deployments/acme", "/sessions", "/check"] {
            assert!(!is_call(path), "{path}");
        }
    }
}
