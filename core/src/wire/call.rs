//! The single entry point of bindings: JSON text in, JSON text out.

use std::panic::{AssertUnwindSafe, UnwindSafe, catch_unwind};

use serde::Serialize;

use super::read::{read, write};
use super::{
    OfflineOperation, ParseKeyRequest, bundle, check, check_data, check_data_bytes, merge_data, open_surface,
    parse_key, plan, render, subset, validate, verify,
};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorInfo, ErrorKind, Result};

/// Calls an operation by name with a request in JSON. Returns JSON: `{"ok": …}`, or `{"error": …}` with an
/// [`ErrorInfo`].
///
/// Panics never unwind into the caller: they become errors of kind [`Internal`](ErrorKind::Internal). (In builds that
/// abort on panics, such as the one for WebAssembly, a panic aborts the call.)
///
/// ```
/// use convex_ops::wire::call;
///
/// let answer = call("parseKey", r#"{"key": "dev:happy-otter-123|eyJ2MiI6InNlY3JldCJ9"}"#);
/// assert!(answer.starts_with(r#"{"ok":{"kind":"dev","deploymentName":"happy-otter-123""#));
/// assert!(call("parseKey", r#"{"key": ""}"#).starts_with(r#"{"error":{"kind":"invalidInput""#));
/// ```
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    call_until(operation, request, &Cancel::default())
}

/// Like [`call`], with cancellation: reading and checking documents stop within a tenth of a second of it, with an error
/// of kind [`Cancelled`](ErrorKind::Cancelled).
#[must_use]
pub fn call_until(operation: &str, request: &str, cancel: &Cancel) -> String {
    answer_text(operation.parse().and_then(|operation| answer(operation, request, cancel)))
}

/// Calls `checkData` with a request in JSON. `documents` are those of the last table of the request, as bytes. Returns JSON
/// like [`call`].
#[must_use]
pub fn call_with_documents(request: &str, documents: Vec<u8>) -> String {
    let part = || write(&check_data_bytes(&read(request)?, documents, &Cancel::default())?);
    answer_text(catch_panics(AssertUnwindSafe(part)))
}

/// Returns `{"ok": …}` or `{"error": …}`.
pub(super) fn answer_text(answer: Result<String>) -> String {
    match answer {
        Ok(answer) => format!("{{\"ok\":{answer}}}"),
        Err(error) => error_text(error.info()),
    }
}

/// Calls an operation with a request in JSON and returns the answer in JSON. Like [`call_until`], but returns a `Result`.
///
/// # Errors
/// The error of the operation; `Cancelled` after a cancellation; `Internal` if the operation panics.
pub fn answer(operation: OfflineOperation, request: &str, cancel: &Cancel) -> Result<String> {
    cancel.check()?;
    catch_panics(AssertUnwindSafe(|| match operation {
        OfflineOperation::Check => write(&check(&read(request)?, cancel)?),
        OfflineOperation::Plan => write(&plan(&read(request)?, cancel)?),
        OfflineOperation::CheckData => write(&check_data(&read(request)?, cancel)?),
        OfflineOperation::MergeData => write(&merge_data(&read(request)?)?),
        OfflineOperation::Subset => write(&subset(&read(request)?)),
        OfflineOperation::Validate => write(&validate(&read(request)?)?),
        OfflineOperation::Verify => write(&verify(&read(request)?)?),
        OfflineOperation::Render => write(&render(&read(request)?)),
        OfflineOperation::Bundle => write(&bundle(&read(request)?, cancel)?),
        OfflineOperation::OpenSurface => write(&open_surface(&read(request)?, cancel)?),
        OfflineOperation::ParseKey => write(&parse_key(&ParseKeyRequest::read(request)?)?),
    }))
}

fn catch_panics(work: impl FnOnce() -> Result<String> + UnwindSafe) -> Result<String> {
    catch_unwind(work).unwrap_or_else(|_panic| Err(bug()))
}

/// Leaves out the panic's message: it may contain stored values.
pub(super) fn bug() -> Error {
    Error::new(ErrorKind::Internal, "panic in an operation: this is a bug in convex-ops")
        .help("report it, with the input if you can share it")
}

#[derive(Serialize)]
struct Failure<'a> {
    error: &'a ErrorInfo,
}

/// Returns an error as an answer: `{"error": …}`.
#[must_use]
pub fn error_text(error: &ErrorInfo) -> String {
    write(&Failure { error }).unwrap_or_else(|_| UNWRITABLE.to_owned())
}

/// The answer if serializing an error fails, which should be impossible.
const UNWRITABLE: &str =
    r#"{"error":{"kind":"internal","message":"cannot serialize the error as JSON","retryable":false}}"#;

#[cfg(test)]
mod tests;
