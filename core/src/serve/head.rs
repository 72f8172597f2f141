//! Head of a request for an operation.

use std::sync::Arc;

use axum::http::Method;
use axum::http::request::Parts;

use crate::api::{Body, Contract};

/// A request before its body.
pub(super) struct Head {
    pub(super) contract: &'static Contract,
    pub(super) parts: Parts,
    /// Path parameters.
    pub(super) path: Arc<[(String, String)]>,
}

impl Head {
    /// Checks if the body is read. Older connectors call some operations with `GET`, and all fields in the query.
    pub(super) fn has_body(&self) -> bool {
        self.parts.method != Method::GET && self.contract.body != Body::None
    }
}
