//! Errors as data.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ErrorKind;

/// An error as data, as passed to other languages, which convert it to their own error class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ErrorInfo {
    /// Error kind.
    pub kind: ErrorKind,
    /// Error code of Convex, which its clients branch on: `DeploymentNotFound`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Message: lower case, without a final period.
    pub message: String,
    /// Suggested fix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Location of the error in the input.
    #[serde(default, skip_serializing_if = "Location::is_empty")]
    pub location: Location,
    /// Failed operation: `createProject`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// HTTP status of the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Request ID assigned by the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Time to wait before the next attempt, in milliseconds, as requested by the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// Deployment that must be confirmed, or was confirmed under another name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_name: Option<String>,
    /// Refusal of the compatibility gate: an object with `deployment`, `report` and `plan`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<serde_json::Value>,
    /// `true` if the change may have happened although the call failed, such as when its response was lost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_have_happened: bool,
    /// `true` if the same call may succeed later.
    pub retryable: bool,
    /// Causes, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<String>,
}

impl ErrorInfo {
    pub(super) fn new(kind: ErrorKind, message: String) -> Self {
        Self {
            kind,
            code: None,
            message,
            help: None,
            location: Location::default(),
            operation: None,
            status: None,
            request_id: None,
            retry_after_ms: None,
            deployment_name: None,
            refusal: None,
            may_have_happened: false,
            retryable: kind.is_retryable(),
            causes: Vec::new(),
        }
    }
}

/// A location in an input.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Location {
    /// File, as given by the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line in the file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// JSON path: `.functions[3].args`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl Location {
    /// Returns `true` if the location is unknown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}"),
            (Some(file), None) => f.write_str(file),
            (None, Some(line)) => write!(f, "line {line}"),
            (None, None) => Ok(()),
        }
    }
}
