//! Errors of the rules: each with the code that Convex's clients branch on.

use crate::error::{Error, ErrorKind};

/// An input that a rule refuses.
pub(super) fn refused(code: &'static str, message: impl Into<String>) -> Error {
    Error::invalid_input(message).with_code(code)
}

/// A limit that would be exceeded.
pub(super) fn exceeded(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::LimitExceeded, message).with_code(code)
}
