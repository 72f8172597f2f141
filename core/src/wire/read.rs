//! Reading requests and writing answers.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind, Result};
use crate::json;

/// Reads a request; an error names the path in it.
pub(super) fn read<T: DeserializeOwned>(request: &str) -> Result<T> {
    json::from_str(request).map_err(|error| error.help("the types of the package describe the fields of every request"))
}

/// Writes an answer.
pub(super) fn write<T: Serialize>(answer: &T) -> Result<String> {
    serde_json::to_string(answer)
        .map_err(|error| Error::new(ErrorKind::Internal, "the answer can't be written as JSON").caused_by(error))
}
