//! Errors of the rules, with the codes that Convex's clients branch on.

use crate::error::{Error, ErrorKind};

/// Creates an `InvalidInput` error.
pub(super) fn refused(code: &'static str, message: impl Into<String>) -> Error {
    Error::invalid_input(message).with_code(code)
}

/// Creates a `LimitExceeded` error.
pub(super) fn exceeded(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::LimitExceeded, message).with_code(code)
}
