//! An answer as data.

use std::fmt;

use serde::de::DeserializeOwned;

use super::Pieces;
use crate::api::{Bytes, Contract, Operation};
use crate::error::{Error, ErrorKind, Result};

/// The answer to a call, as data.
#[derive(Debug)]
#[non_exhaustive]
pub struct Answer {
    /// What was answered.
    pub body: AnswerBody,
    /// The HTTP status.
    pub status: u16,
    /// The request ID assigned by the server.
    pub request_id: Option<String>,
}

/// What a call answers: JSON, or a file where the contract says so.
pub enum AnswerBody {
    /// A JSON text; empty where there is nothing to say.
    Json(Vec<u8>),
    /// A file that arrives piece by piece.
    File(Box<dyn Pieces>),
}

impl Answer {
    /// Makes an answer of a JSON text, with the status that the contract declares.
    #[must_use]
    pub fn json(contract: &Contract, text: Vec<u8>) -> Self {
        Self::of_text(text, contract.status)
    }

    /// Makes an answer of a JSON text and an HTTP status.
    #[must_use]
    pub fn of_text(text: Vec<u8>, status: u16) -> Self {
        Self { body: AnswerBody::Json(text), status, request_id: None }
    }

    /// Makes an answer of a file, with the status that the contract declares.
    #[must_use]
    pub fn file(contract: &Contract, pieces: Box<dyn Pieces>) -> Self {
        Self { body: AnswerBody::File(pieces), status: contract.status, request_id: None }
    }

    /// Decodes the answer to `O`, and reads a file whole.
    ///
    /// # Errors
    /// `Internal` if it isn't what was declared; what keeps the rest of a file from arriving.
    pub async fn decode<O: Operation>(self) -> Result<O::Response> {
        let status = self.status;
        let text = self.into_text().await?;
        Self::of_text(text, status).decode_now::<O>()
    }

    /// Decodes the answer to `O`, which is JSON.
    ///
    /// # Errors
    /// `Internal` if it isn't what was declared.
    pub fn decode_now<O: Operation>(self) -> Result<O::Response> {
        let AnswerBody::Json(text) = self.body else {
            return Err(Error::new(ErrorKind::Internal, "the answer is a file"));
        };
        decode(&text).map_err(|error| error.with_status(self.status).in_operation(O::CONTRACT.id))
    }

    /// Returns the file.
    ///
    /// # Errors
    /// `Internal` if the answer is JSON.
    pub fn into_file(self) -> Result<Box<dyn Pieces>> {
        match self.body {
            AnswerBody::File(pieces) => Ok(pieces),
            AnswerBody::Json(_) => Err(Error::new(ErrorKind::Internal, "the answer is not a file")),
        }
    }

    /// Returns the JSON text, with a file as bytes in base64.
    ///
    /// # Errors
    /// What keeps the rest of a file from arriving.
    pub async fn into_text(self) -> Result<Vec<u8>> {
        match self.body {
            AnswerBody::Json(text) => Ok(text),
            AnswerBody::File(pieces) => in_base64(pieces).await,
        }
    }
}

impl fmt::Debug for AnswerBody {
    /// Without what it holds, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(text) => write!(f, "Json(<{} bytes>)", text.len()),
            Self::File(_) => f.write_str("File"),
        }
    }
}

async fn in_base64(mut pieces: Box<dyn Pieces>) -> Result<Vec<u8>> {
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

/// Decodes a JSON text. An operation that answers nothing ignores what it gets.
fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    let text = if text.iter().all(u8::is_ascii_whitespace) { b"null" } else { text };
    serde_json::from_slice(text).or_else(|_| match serde_json::from_str("null") {
        Ok(nothing) => Ok(nothing),
        Err(_) => located(text),
    })
}

/// Decodes it again, to find the place: tracking it costs time.
fn located<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(text)).map_err(|error| {
        let path = error.path().to_string();
        let shown = Error::new(ErrorKind::Internal, "the server's answer is not what this version expects")
            .caused_by(without_values(&error.into_inner().to_string()))
            .help("a newer version of convex-ops may know it");
        if path == "." || path == "?" { shown } else { shown.at_path(format_args!(".{path}")) }
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
    fn an_operation_without_an_answer_ignores_any() {
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
    fn an_error_names_the_place_and_shows_no_value() {
        let error = read::<GetProjectById>(r#"{"id":"hunter2"}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.to_string().contains("(at `.id`): expected u64"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
        assert!(read::<GetProjectById>("").unwrap_err().to_string().contains("expected struct Project"));
        assert!(read::<GetProjectById>("<html>").unwrap_err().to_string().contains("expected value"));
    }
}
