//! Errors in imported files. Source: the codes and texts are Convex's own.

use crate::embedded::refusals::bad_request;
use crate::error::Error;

/// The file starts with a byte order mark.
pub(super) fn byte_order_mark() -> Error {
    let message = "UTF-8 BOM is not supported. Please save your file without BOM.";
    bad_request("Utf8BomNotSupported", message)
}

/// The file is not UTF-8.
pub(super) fn not_utf8() -> Error {
    bad_request("NotUtf8", "Import wasn't valid UTF8: stream did not contain valid UTF-8")
}

/// Corrupt data, such as a wrong checksum in a zip, is an error in the file.
pub(super) fn unreadable(error: &std::io::Error) -> Error {
    use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match error.kind() {
        InvalidData | InvalidInput | UnexpectedEof => bad_request("InvalidZip", format!("invalid zip file: {error}")),
        _ => Error::io("cannot read the uploaded file", error),
    }
}

/// Error in a file of a zip.
pub(super) fn in_file(name: &str, error: &Error) -> Error {
    bad_request("InvalidZip", format!("{name}: {error}"))
}

/// Invalid row.
pub(in crate::embedded::workers::imports) fn invalid_value(number: u64, what: impl std::fmt::Display) -> Error {
    bad_request("InvalidConvexValue", format!("Row {number} wasn't a valid Convex value: {what}"))
}
