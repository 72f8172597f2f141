//! The one crossing: text in, text out.

use std::panic::{UnwindSafe, catch_unwind};

use serde::Serialize;

use super::read::{read, write};
use super::{Operation, ParseKeyRequest, check, parse_key, subset, validate};
use crate::error::{Error, ErrorInfo, ErrorKind, Result};

/// Calls an operation by its name with a request in JSON. The answer is JSON too: `{"ok": …}` or `{"error": …}`, where the
/// error is an [`ErrorInfo`].
///
/// A bug never unwinds into the caller: it becomes an error of the kind [`Internal`](ErrorKind::Internal). (In a build
/// that aborts on panics, as the one for WebAssembly, it ends the call instead.)
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
    match operation.parse().and_then(|operation| answer(operation, request)) {
        Ok(answer) => format!("{{\"ok\":{answer}}}"),
        Err(error) => error_text(error.info()),
    }
}

/// Calls an operation with a request in JSON; the answer is JSON too. Like [`call`], for callers that have errors.
///
/// # Errors
/// What the operation fails with; `Internal` where it panics.
pub fn answer(operation: Operation, request: &str) -> Result<String> {
    guarded(|| match operation {
        Operation::Check => write(&check(&read(request)?)?),
        Operation::Subset => write(&subset(&read(request)?)),
        Operation::Validate => write(&validate(&read(request)?)?),
        Operation::ParseKey => write(&parse_key(&ParseKeyRequest::read(request)?)?),
    })
}

fn guarded(work: impl FnOnce() -> Result<String> + UnwindSafe) -> Result<String> {
    catch_unwind(work).unwrap_or_else(|_panic| Err(bug()))
}

/// A panic's own message is not repeated: it may hold what was stored in a document.
fn bug() -> Error {
    Error::new(ErrorKind::Internal, "the call panicked: a bug in convex-ops")
        .help("report it with the input, if you may share it")
}

#[derive(Serialize)]
struct Failure<'a> {
    error: &'a ErrorInfo,
}

fn error_text(error: &ErrorInfo) -> String {
    write(&Failure { error }).unwrap_or_else(|_| UNWRITABLE.to_owned())
}

/// Strings, numbers and booleans can always be written; this is the answer if that were ever wrong.
const UNWRITABLE: &str =
    r#"{"error":{"kind":"internal","message":"the error can't be written as JSON","retryable":false}}"#;

#[cfg(test)]
mod tests;
