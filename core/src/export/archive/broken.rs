//! What can be wrong with a zip, in words.

use rawzip::{CompressionMethod, ErrorKind};

use crate::error::Error;

/// What is wrong where a part of a zip can't be read, which is near a byte of it.
pub(super) fn broken(error: rawzip::Error, part: &str, near: u64) -> Error {
    let what = match error.into_kind() {
        ErrorKind::IO(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            return Error::io("the zip can't be read", &error);
        }
        ErrorKind::MissingEndOfCentralDirectory => "its directory, which stands at its end, is missing".to_owned(),
        ErrorKind::IO(_) | ErrorKind::Eof => format!("its {part} breaks off near byte {near}"),
        _ => format!("its {part} is damaged near byte {near}"),
    };
    Error::invalid_input(format!("not a complete zip: {what}")).help("export or download it again")
}

/// A file is packed in a way that no export is.
pub(super) fn unsupported(method: CompressionMethod) -> Error {
    let help = "Convex's exports use deflate; pack it so, or unpack it and give the folder";
    Error::invalid_input(format!("the compression method {method} is not supported")).help(help)
}
