//! What is wrong with a file that is imported. Source: the codes and texts are Convex's own.

use crate::embedded::refusals::bad_request;
use crate::error::Error;

/// A file that begins with what some programs put in front of a text.
pub(super) fn byte_order_mark() -> Error {
    let message = "UTF-8 BOM is not supported. Please save your file without BOM.";
    bad_request("Utf8BomNotSupported", message)
}

/// A file that is no text.
pub(super) fn not_utf8() -> Error {
    bad_request("NotUtf8", "Import wasn't valid UTF8: stream did not contain valid UTF-8")
}

/// Damage, such as a wrong checksum in a zip, is the file's fault.
pub(super) fn unreadable(error: &std::io::Error) -> Error {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match error.kind() {
        InvalidData | InvalidInput | UnexpectedEof => bad_request("InvalidZip", format!("invalid zip file: {error}")),
        _ => Error::io("the uploaded file can't be read", error),
    }
}

/// What is wrong with a file in a zip.
pub(super) fn in_file(name: &str, error: &Error) -> Error {
    bad_request("InvalidZip", format!("{name}: {error}"))
}

/// A row that is no document.
pub(in crate::embedded::workers::imports) fn invalid_value(number: u64, what: impl std::fmt::Display) -> Error {
    bad_request("InvalidConvexValue", format!("Row {number} wasn't a valid Convex value: {what}"))
}
