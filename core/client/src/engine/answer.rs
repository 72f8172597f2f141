//! Responses as data.

use std::fmt;

use serde::de::DeserializeOwned;

use super::Pieces;
use crate::api::{Bytes, Contract, Operation};
use crate::error::{Error, ErrorKind, Result};

/// The response to a call, as data.
#[derive(Debug)]
#[non_exhaustive]
pub struct Answer {
    /// Response body.
    pub body: AnswerBody,
    /// HTTP status.
    pub status: u16,
    /// The request ID assigned by the server.
    pub request_id: Option<String>,
}

/// Body of a response: JSON, or a file if the contract declares bytes.
pub enum AnswerBody {
    /// JSON text. Empty if the response is empty.
    Json(Vec<u8>),
    /// A file, read in pieces.
    File(Box<dyn Pieces>),
}

impl Answer {
    /// Creates a response from JSON text, with the status that the contract declares.
    #[must_use]
    pub fn json(contract: &Contract, text: Vec<u8>) -> Self {
        Self::of_text(text, contract.status)
    }

    /// Creates a response from JSON text and an HTTP status.
    #[must_use]
    pub fn of_text(text: Vec<u8>, status: u16) -> Self {
        Self { body: AnswerBody::Json(text), status, request_id: None }
    }

    /// Creates a response from a file, with the status that the contract declares.
    #[must_use]
    pub fn file(contract: &Contract, pieces: Box<dyn Pieces>) -> Self {
        Self { body: AnswerBody::File(pieces), status: contract.status, request_id: None }
    }

    /// Decodes the response of `O`, reading a file completely.
    ///
    /// # Errors
    ///
    /// `Internal` if the response does not match the declaration. Errors while reading the file.
    pub async fn decode<O: Operation>(self) -> Result<O::Response> {
        let status = self.status;
        Self::decode_text::<O>(&self.into_text().await?, status)
    }

    /// Decodes the JSON response of `O`.
    ///
    /// # Errors
    ///
    /// `Internal` if the response does not match the declaration.
    pub fn decode_now<O: Operation>(self) -> Result<O::Response> {
        let AnswerBody::Json(text) = self.body else {
            return Err(Error::new(ErrorKind::Internal, "unexpected response: found a file"));
        };
        Self::decode_text::<O>(&text, self.status)
    }

    /// Decodes the JSON text of a response of `O`.
    ///
    /// # Errors
    ///
    /// `Internal` if the text does not match the declaration.
    pub fn decode_text<O: Operation>(text: &[u8], status: u16) -> Result<O::Response> {
        decode(text).map_err(|error| error.with_status(status).in_operation(O::CONTRACT.id))
    }

    /// Returns the file.
    ///
    /// # Errors
    ///
    /// `Internal` if the response is JSON.
    pub fn into_file(self) -> Result<Box<dyn Pieces>> {
        match self.body {
            AnswerBody::File(pieces) => Ok(pieces),
            AnswerBody::Json(_) => Err(Error::new(ErrorKind::Internal, "unexpected response: expected a file")),
        }
    }

    /// Returns the JSON text. A file becomes base64.
    ///
    /// # Errors
    ///
    /// Errors while reading the file.
    pub async fn into_text(self) -> Result<Vec<u8>> {
        match self.body {
            AnswerBody::Json(text) => Ok(text),
            AnswerBody::File(pieces) => read_as_json(pieces).await,
        }
    }
}

impl fmt::Debug for AnswerBody {
    /// Omits the contents, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(text) => write!(f, "Json(<{} bytes>)", text.len()),
            Self::File(_) => f.write_str("File"),
        }
    }
}

async fn read_as_json(mut pieces: Box<dyn Pieces>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(piece) = pieces.next_piece().await? {
        bytes.extend_from_slice(&piece);
    }
    bytes_as_json(bytes)
}

/// Writes bytes as JSON, in base64.
#[doc(hidden)]
pub fn bytes_as_json(bytes: Vec<u8>) -> Result<Vec<u8>> {
    serde_json::to_vec(&Bytes(bytes))
        .map_err(|error| Error::new(ErrorKind::Internal, "cannot write bytes as JSON").caused_by(error))
}

/// Decodes a JSON text. Operations with an empty response ignore its contents.
fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    let text = if text.iter().all(u8::is_ascii_whitespace) { b"null" } else { text };
    serde_json::from_slice(text).or_else(|_| match serde_json::from_str("null") {
        Ok(nothing) => Ok(nothing),
        Err(_) => decode_with_path(text),
    })
}

/// Decodes again with path tracking, which is slower, to locate the error.
fn decode_with_path<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(text)).map_err(|error| {
        let path = error.path().to_string();
        let error = Error::new(ErrorKind::Internal, "unexpected response of the server")
            .caused_by(without_values(&error.into_inner().to_string()))
            .help("try a newer version of convex-ops");
        if path == "." || path == "?" { error } else { error.at_path(format_args!(".{path}")) }
    })
}

/// Removes the value that serde quotes: `invalid type: string "…", expected u64`.
fn without_values(message: &str) -> &str {
    let is_about_value = message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    match message.find(", expected ") {
        Some(at) if is_about_value => message.get(at + 2..).unwrap_or(message),
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::deploy_keys::CreateDeployKey;
    use crate::api::projects::GetProjectById;

    fn read<O: Operation>(text: &str) -> Result<O::Response> {
        decode(text.as_bytes())
    }

    #[test]
    fn empty_response_ignores_contents() {
        for text in ["", "null", "{}", "ok"] {
            decode::<()>(text.as_bytes()).unwrap();
        }
    }

    #[test]
    fn unknown_fields_are_ignored() {
        let read = read::<CreateDeployKey>(r#"{"deployKey":"prod:a|b","new":1}"#).unwrap();
        assert_eq!(read.deploy_key.expose(), "prod:a|b");
    }

    #[test]
    fn decode_error_has_path_and_no_value() {
        let error = read::<GetProjectById>(r#"{"id":"hunter2"}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.to_string().contains("(at `.id`): expected u64"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
        assert!(read::<GetProjectById>("").unwrap_err().to_string().contains("expected struct ProjectDetails"));
        assert!(read::<GetProjectById>("<html>").unwrap_err().to_string().contains("expected value"));
    }
}
