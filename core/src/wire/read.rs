//! Reads requests and writes answers.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind, Result};
use crate::json;
use crate::surface::Surface;

/// Reads a request. Errors contain the path of the invalid part.
pub(super) fn read<T: DeserializeOwned>(request: &str) -> Result<T> {
    json::from_str(request).map_err(|error| match error.info().help {
        Some(_) => error,
        None => error.help("see the package's types for the fields of every request"),
    })
}

/// Reads a surface, given as JSON or as a string: callers need not parse large files just to pass them on.
pub(super) fn surface(json: &RawValue) -> Result<Surface> {
    let text = json.get();
    let text = if text.starts_with('"') { Cow::Owned(read::<String>(text)?) } else { Cow::Borrowed(text) };
    Surface::parse(&text)
}

/// Writes an answer.
pub(super) fn write<T: Serialize>(answer: &T) -> Result<String> {
    serde_json::to_string(answer)
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the answer as JSON").caused_by(error))
}
