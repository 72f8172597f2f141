//! Reads request bodies within their limits.

use axum::body::{Body, Bytes, to_bytes};
use tokio::time::timeout;

use super::answer::BODY_TOO_LARGE;
use super::options::Limits;
use crate::api::Api;
use crate::error::{Error, ErrorKind, Result};

/// Reads a body.
///
/// # Errors
/// `LimitExceeded` if the body is too long, `Timeout` if it takes too long, `InvalidInput` if the connection breaks
/// off.
pub(super) async fn read(body: Body, api: Api, limits: &Limits) -> Result<Bytes> {
    let most = if api == Api::Push { limits.push_bytes } else { limits.body_bytes };
    let read = timeout(limits.body_time, to_bytes(body, most)).await;
    let late = |_| Error::new(ErrorKind::Timeout, "the request body took too long");
    read.map_err(late)?.map_err(|error| body_error(error, most))
}

fn body_error(error: axum::Error, most: usize) -> Error {
    let inner = error.into_inner();
    if inner.is::<http_body_util::LengthLimitError>() {
        return Error::new(ErrorKind::LimitExceeded, "the request body is too long")
            .with_code(BODY_TOO_LARGE)
            .help(format!("send at most {most} bytes"));
    }
    Error::invalid_input("the request body ended early").caused_by(inner)
}
