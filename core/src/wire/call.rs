//! The one crossing: text in, text out.

use std::panic::{AssertUnwindSafe, UnwindSafe, catch_unwind};

use serde::Serialize;

use super::read::{read, write};
use super::{Operation, ParseKeyRequest, check, check_data, merge_data, parse_key, subset, validate};
use crate::cancel::Cancel;
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
    call_until(operation, request, &Cancel::default())
}

/// The same until somebody cancels it: reading and checking documents then stop within a tenth of a second, with an error
/// of the kind [`Cancelled`](ErrorKind::Cancelled).
#[must_use]
pub fn call_until(operation: &str, request: &str, cancel: &Cancel) -> String {
    match operation.parse().and_then(|operation| answer(operation, request, cancel)) {
        Ok(answer) => format!("{{\"ok\":{answer}}}"),
        Err(error) => error_text(error.info()),
    }
}

/// Calls an operation with a request in JSON; the answer is JSON too. Like [`call_until`], for callers that have errors.
///
/// # Errors
/// What the operation fails with; `Cancelled`; `Internal` where it panics.
pub fn answer(operation: Operation, request: &str, cancel: &Cancel) -> Result<String> {
    cancel.check()?;
    guarded(AssertUnwindSafe(|| match operation {
        Operation::Check => write(&check(&read(request)?, cancel)?),
        Operation::CheckData => write(&check_data(&read(request)?, cancel)?),
        Operation::MergeData => write(&merge_data(&read(request)?)?),
        Operation::Subset => write(&subset(&read(request)?)),
        Operation::Validate => write(&validate(&read(request)?)?),
        Operation::ParseKey => write(&parse_key(&ParseKeyRequest::read(request)?)?),
    }))
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
