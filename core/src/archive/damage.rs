//! Errors for damaged zips.

use rawzip::{CompressionMethod, ErrorKind};

use crate::error::Error;

/// Returns the error for a part of a zip that cannot be read, near a byte offset.
pub(super) fn zip_error(error: rawzip::Error, part: &str, near: u64) -> Error {
    let what = match error.into_kind() {
        ErrorKind::IO(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            return Error::io("cannot read the zip", &error);
        }
        ErrorKind::MissingEndOfCentralDirectory => "its directory is missing".to_owned(),
        ErrorKind::IO(_) | ErrorKind::Eof => format!("its {part} is truncated near byte {near}"),
        _ => format!("its {part} is damaged near byte {near}"),
    };
    Error::invalid_input(format!("incomplete zip: {what}")).help("export or download it again")
}

/// Returns the error for a compression method that exports never use.
pub(super) fn unsupported_method(method: CompressionMethod) -> Error {
    let help = "use deflate, as Convex's exports do, or pass the unpacked folder";
    Error::invalid_input(format!("unsupported compression method {method}")).help(help)
}
