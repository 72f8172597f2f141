//! Renders a report as a page of its own.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;

use super::answer::{refusal, respond};
use super::forward::read;
use super::state::State;
use crate::compat::report::Report;
use crate::compat::report::render::{RenderOptions, ReportFormat, render};

/// Returns the report of the body as one HTML file without links, to save and to share.
pub(super) async fn handle(state: Arc<State>, request: Request) -> Response {
    let body = match read(&state, request.into_body()).await {
        Ok(body) => body,
        Err(refused) => return refused,
    };
    match serde_json::from_slice::<Report>(&body) {
        Ok(report) => {
            let page = render(&report, &RenderOptions::new(ReportFormat::Html));
            respond(StatusCode::OK, "text/html; charset=utf-8", page)
        }
        Err(error) => refusal(StatusCode::BAD_REQUEST, "BadRequest", &format!("invalid report: {error}")),
    }
}
