//! Outcomes of steps, in a form that is the same for all engines.

use convex_ops::keys::REDACTED;
use convex_ops::{Error, ErrorKind, Result};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    Answer(Value),
    Refusal { status: u16, code: String, message: String },
}

impl Outcome {
    pub(super) fn of(result: Result<Value>) -> Self {
        result.map_or_else(|error| Self::refusal(&error), Self::Answer)
    }

    /// The error in its wire form. Without a status, it gets that of its kind.
    fn refusal(error: &Error) -> Self {
        let info = error.info();
        let place = info.location.path.as_ref().map(|path| format!(" (at `{path}`)")).unwrap_or_default();
        let help = info.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        let code = error.code().unwrap_or_else(|| panic!("an error without a code: {error}")).to_owned();
        let status = info.status.unwrap_or_else(|| status(error.kind()));
        Self::Refusal { status, code, message: format!("{}{place}{help}", info.message) }
    }

    /// Checks if the client reports the same outcome. The client removes from a message the values of request fields
    /// that are secret in some operation, such as `id`.
    pub(super) fn matches(&self, reported: &Self) -> bool {
        let (Self::Refusal { message, .. }, Self::Refusal { status, code, message: reported_message }) =
            (self, reported)
        else {
            return self == reported;
        };
        let same = Self::Refusal { status: *status, code: code.clone(), message: message.clone() };
        let same_message = match reported_message.split_once(REDACTED) {
            Some((begin, end)) => message.starts_with(begin) && message.ends_with(end),
            None => message == reported_message,
        };
        *self == same && same_message
    }

    /// The response body for this outcome.
    pub(super) fn body(&self) -> Value {
        match self {
            Self::Answer(answer) => answer.clone(),
            Self::Refusal { code, message, .. } => json!({ "code": code, "message": message }),
        }
    }
}

/// Source: `crates/errors` of convex-backend.
fn status(kind: ErrorKind) -> u16 {
    match kind {
        ErrorKind::InvalidInput | ErrorKind::LimitExceeded => 400,
        ErrorKind::Unauthenticated => 401,
        ErrorKind::PermissionDenied => 403,
        ErrorKind::NotFound => 404,
        ErrorKind::Conflict => 409,
        other => panic!("unexpected error kind `{other:?}`"),
    }
}
