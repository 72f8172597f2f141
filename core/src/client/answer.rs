//! Reading what a success answers.

use serde::de::DeserializeOwned;

use super::transport::HttpResponse;
use crate::api::{Bytes, Contract, Method};
use crate::error::{Error, ErrorKind, Result};

/// An answer, with the text that it was read from: fields that this version doesn't know are in there.
#[derive(Clone)]
pub struct Raw<T> {
    /// The answer.
    pub value: T,
    /// The JSON text that it was read from; empty where there was none.
    pub text: String,
    /// By what Convex's operators find the request.
    pub request_id: Option<String>,
}

impl<T> std::fmt::Debug for Raw<T> {
    /// Without the text, in which there may be secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Raw").field("request_id", &self.request_id).finish_non_exhaustive()
    }
}

/// Reads the answer to an operation.
///
/// # Errors
/// `Internal` where it isn't what was declared. The error names the path, and shows no value, since it may be secret.
pub(super) fn read<T: DeserializeOwned>(contract: &Contract, response: &HttpResponse) -> Result<T> {
    if contract.answers_bytes {
        let bytes = serde_json::to_value(Bytes(response.body.clone())).and_then(serde_json::from_value);
        return bytes.map_err(|error| Error::new(ErrorKind::Internal, "bytes can't be answered").caused_by(error));
    }
    let is_empty = contract.method == Method::Head || response.body.iter().all(u8::is_ascii_whitespace);
    let body: &[u8] = if is_empty { b"null" } else { &response.body };
    serde_json::from_slice(body).or_else(|_| match serde_json::from_str("null") {
        // An operation that answers nothing passes over what is there.
        Ok(nothing) => Ok(nothing),
        Err(_) => located(body),
    })
}

/// Reads it again, to find the place: tracking it costs time.
fn located<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(body)).map_err(|error| {
        let path = error.path().to_string();
        let shown = Error::new(ErrorKind::Internal, "the server's answer is not what this version expects")
            .caused_by(without_values(&error.into_inner().to_string()))
            .help("a newer version of convex-ops may know it");
        if path == "." || path == "?" { shown } else { shown.at_path(format_args!(".{path}")) }
    })
}

/// serde's message without the value that it quotes: `invalid type: string "…", expected u64`.
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
    use crate::api::Operation;
    use crate::api::deploy_keys::CreateDeployKey;
    use crate::api::projects::{DeleteProject, GetProjectById};

    fn response(body: &str) -> HttpResponse {
        HttpResponse { status: 200, headers: Vec::new(), body: body.into() }
    }

    #[test]
    fn nothing_is_read_from_any_answer() {
        for body in ["", "null", "{}", "ok"] {
            read::<()>(&DeleteProject::CONTRACT, &response(body)).unwrap();
        }
    }

    #[test]
    fn unknown_fields_are_passed_over() {
        let body = r#"{"deployKey":"prod:a|b","new":1}"#;
        let read: <CreateDeployKey as Operation>::Response = read(&CreateDeployKey::CONTRACT, &response(body)).unwrap();
        assert_eq!(read.deploy_key.expose(), "prod:a|b");
    }

    #[test]
    fn an_error_names_the_place_and_shows_no_value() {
        let read = |body| read::<<GetProjectById as Operation>::Response>(&GetProjectById::CONTRACT, &response(body));
        let error = read(r#"{"id":"hunter2"}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.to_string().contains("(at `.id`): expected u64"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
        assert!(read("").unwrap_err().to_string().contains("expected struct Project"));
        assert!(read("<html>").unwrap_err().to_string().contains("expected value"));
    }
}
