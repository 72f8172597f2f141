//! One error type for everything: kind, message, location and help.
//!
//! Callers branch on [`Error::kind`], never on text. Other languages receive an [`ErrorInfo`].

mod info;
mod kind;
mod nearest;

pub use info::{ErrorInfo, Location};
pub use kind::{ErrorKind, for_each_error_kind};
pub use nearest::nearest;

use std::fmt;

/// Result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with its kind, message, location and suggested fix.
///
/// ```
/// use convex_ops::error::{Error, ErrorKind};
///
/// let error = Error::invalid_input("expected a validator, found a number").at_path(".args").help("quote it");
/// assert_eq!(error.kind(), ErrorKind::InvalidInput);
/// assert_eq!(error.to_string(), "expected a validator, found a number (at `.args`); quote it");
/// ```
#[derive(Clone, PartialEq)]
pub struct Error(Box<ErrorInfo>);

impl Error {
    /// Creates an error of `kind`. The message is lower case, without a final period, with user input in backticks.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(ErrorInfo::new(kind, message.into())))
    }

    /// Creates an `InvalidInput` error.
    pub fn invalid_input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, message)
    }

    /// Creates an error for a file or stream. An [`Error`] wrapped in the [`std::io::Error`] is returned unchanged.
    #[must_use]
    pub fn io(what: &str, source: &std::io::Error) -> Self {
        if let Some(error) = source.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return error.clone();
        }
        let kind = match source.kind() {
            std::io::ErrorKind::NotFound => ErrorKind::NotFound,
            std::io::ErrorKind::PermissionDenied => ErrorKind::PermissionDenied,
            _ => ErrorKind::Io,
        };
        Self::new(kind, format!("{what}: {source}"))
    }

    /// Returns the kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the error as data for other languages.
    #[must_use]
    pub fn info(&self) -> &ErrorInfo {
        &self.0
    }

    /// Returns the error code of Convex, if any: `DeploymentNotFound`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Sets the error code of Convex.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    /// Sets the failed operation, unless it is already set.
    #[must_use]
    pub fn in_operation(mut self, operation: &str) -> Self {
        self.0.operation.get_or_insert_with(|| operation.to_owned());
        self
    }

    /// Sets the HTTP status of the response.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    /// Sets the request ID assigned by the server.
    #[must_use]
    pub fn with_request_id(mut self, request_id: impl Into<String>) -> Self {
        self.0.request_id = Some(request_id.into());
        self
    }

    /// Sets the time that the server requested to wait.
    #[must_use]
    pub fn retry_after(mut self, wait: std::time::Duration) -> Self {
        self.0.retry_after_ms = Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        self
    }

    /// Sets the deployment that must be confirmed.
    #[must_use]
    pub fn about_deployment(mut self, name: impl Into<String>) -> Self {
        self.0.deployment_name = Some(name.into());
        self
    }

    /// Returns the name of the production deployment whose change needs a confirmation, if this is why it was refused.
    ///
    /// ```
    /// # use convex_ops::{DeploymentHandle, Result};
    /// /// Deletes a deployment, if the person at the terminal agrees.
    /// async fn delete(deployment: &DeploymentHandle, agrees: impl Fn(&str) -> bool) -> Result<bool> {
    ///     match deployment.delete().await {
    ///         Err(error) => match error.needs_confirmation_of() {
    ///             Some(name) if agrees(name) => deployment.confirm(name).delete().await,
    ///             _ => Err(error),
    ///         },
    ///         deleted => deleted,
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn needs_confirmation_of(&self) -> Option<&str> {
        self.0.deployment_name.as_deref().filter(|_| self.code() == Some("ConfirmationRequired"))
    }

    /// Sets the refusal of the compatibility gate, as data.
    #[must_use]
    pub fn with_refusal(mut self, refusal: serde_json::Value) -> Self {
        self.0.refusal = Some(refusal);
        self
    }

    /// Says that the change may have happened although the call failed.
    #[must_use]
    pub fn possibly_done(mut self) -> Self {
        self.0.may_have_happened = true;
        self
    }

    /// Returns `true` if the change may have happened although the call failed, such as when its response was lost.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        self.0.may_have_happened
    }

    /// Sets the suggested fix.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Sets the file of the error, unless it is already set.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.0.location.file.get_or_insert_with(|| file.into());
        self
    }

    /// Sets the line of the error (from 1), unless it is already set.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.0.location.line.get_or_insert(line);
        self
    }

    /// Prepends a prefix to the JSON path of the error: `.functions[3]` + `.args`.
    #[must_use]
    pub fn at_path(mut self, prefix: impl fmt::Display) -> Self {
        let rest = self.0.location.path.take().unwrap_or_default();
        let path = format!("{prefix}{rest}");
        self.0.location.path = (!path.is_empty()).then_some(path);
        self
    }

    /// Adds a cause.
    #[must_use]
    pub fn caused_by(mut self, cause: impl fmt::Display) -> Self {
        self.0.causes.push(cause.to_string());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ErrorInfo { message, location, help, causes, .. } = &*self.0;
        if location.file.is_some() || location.line.is_some() {
            write!(f, "{location}: ")?;
        }
        f.write_str(message)?;
        if let Some(path) = &location.path {
            write!(f, " (at `{path}`)")?;
        }
        for cause in causes {
            write!(f, ": {cause}")?;
        }
        if let Some(help) = help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}: {self})", self.kind())
    }
}

impl std::error::Error for Error {}

/// For errors inside a [`std::io::Read`]. [`Error::io`] converts them back.
impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        Self::other(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn io_error_roundtrip_keeps_error() {
        let error = Error::new(ErrorKind::Cancelled, "enough").in_file("a.zip");
        assert_eq!(Error::io("the file can't be read", &error.clone().into()), error);
        let other = std::io::Error::other("enough");
        assert_eq!(Error::io("the file can't be read", &other).to_string(), "the file can't be read: enough");
    }
}
