//! The bodies of requests, as far as they are let in.

use axum::body::{Body, Bytes, to_bytes};
use tokio::time::timeout;

use super::answer::BODY_TOO_LARGE;
use super::options::Limits;
use crate::api::Api;
use crate::error::{Error, ErrorKind, Result};

/// Reads a body.
///
/// # Errors
/// `LimitExceeded` where it is too long, `Timeout` where it takes too long, `InvalidInput` where it breaks off.
pub(super) async fn read(body: Body, api: Api, limits: &Limits) -> Result<Bytes> {
    let most = if api == Api::Push { limits.push_bytes } else { limits.body_bytes };
    let read = timeout(limits.body_time, to_bytes(body, most)).await;
    let late = |_| Error::new(ErrorKind::Timeout, "the body of the request took too long");
    read.map_err(late)?.map_err(|error| broken(error, most))
}

fn broken(error: axum::Error, most: usize) -> Error {
    let inner = error.into_inner();
    if inner.is::<http_body_util::LengthLimitError>() {
        return Error::new(ErrorKind::LimitExceeded, "the body of the request is too long")
            .with_code(BODY_TOO_LARGE)
            .help(format!("it may have {most} bytes"));
    }
    Error::invalid_input("the body of the request broke off").caused_by(inner)
}
