//! Reading requests and writing answers.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::surface::Surface;

/// Reads a request; an error names the path in it.
pub(super) fn read<T: DeserializeOwned>(request: &str) -> Result<T> {
    json::from_str(request).map_err(|error| error.help("the types of the package describe the fields of every request"))
}

/// A surface, also where its text comes as a string: large ones need not be parsed and written again by the caller.
pub(super) fn surface(json: &RawValue) -> Result<Surface> {
    let text = json.get();
    let text = if text.starts_with('"') { Cow::Owned(read::<String>(text)?) } else { Cow::Borrowed(text) };
    Surface::parse(&text)
}

/// Writes an answer.
pub(super) fn write<T: Serialize>(answer: &T) -> Result<String> {
    serde_json::to_string(answer)
        .map_err(|error| Error::new(ErrorKind::Internal, "the answer can't be written as JSON").caused_by(error))
}
