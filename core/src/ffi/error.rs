//! Errors for UniFFI.

use std::fmt;

use crate::error::{Error, ErrorKind};

/// Details of an error.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct ErrorDetails {
    /// The message: lowercase, without a final period.
    pub message: String,
    /// Help for fixing it.
    pub help: Option<String>,
    /// The file with the invalid input.
    pub file: Option<String>,
    /// The line in the file, from 1.
    pub line: Option<u64>,
    /// The path in the JSON: `.functions[3].args`.
    pub path: Option<String>,
    /// True if the same call may succeed later.
    pub retryable: bool,
    /// The causes, outermost first.
    pub causes: Vec<String>,
}

/// Declares a variant per kind of error, so that languages get a class for each.
macro_rules! errors {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// An error of an operation, with a class per kind.
        #[derive(Clone, Debug, PartialEq, uniffi::Error)]
        pub enum ConvexOpsError {
            $(
                $(#[$doc])*
                $kind {
                    /// Details of the error.
                    details: ErrorDetails,
                },
            )*
        }

        impl ConvexOpsError {
            /// Returns the details of the error.
            #[must_use]
            pub fn details(&self) -> &ErrorDetails {
                match self {
                    $(Self::$kind { details } => details,)*
                }
            }
        }

        impl From<Error> for ConvexOpsError {
            fn from(error: Error) -> Self {
                let details = ErrorDetails::from(&error);
                match error.kind() {
                    $(ErrorKind::$kind => Self::$kind { details },)*
                }
            }
        }
    };
}

errors! {
    /// The input is invalid; the same call fails again.
    InvalidInput,
    /// The credential is missing, malformed or expired.
    Unauthenticated,
    /// The caller lacks the permission.
    PermissionDenied,
    /// The resource does not exist.
    NotFound,
    /// The resource already exists or was changed concurrently.
    Conflict,
    /// A documented limit was exceeded.
    LimitExceeded,
    /// Too many calls; wait and try again.
    RateLimited,
    /// The server cannot be reached or cannot respond.
    Unavailable,
    /// The call took too long.
    Timeout,
    /// The caller cancelled the call.
    Cancelled,
    /// Not available in this build or on this platform.
    Unsupported,
    /// A file or stream cannot be read or written.
    Io,
    /// A bug in convex-ops.
    Internal,
}

impl From<&Error> for ErrorDetails {
    fn from(error: &Error) -> Self {
        let info = error.info().clone();
        Self {
            message: info.message,
            help: info.help,
            file: info.location.file,
            line: info.location.line,
            path: info.location.path,
            retryable: info.retryable,
            causes: info.causes,
        }
    }
}

impl fmt::Display for ConvexOpsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.details().message)
    }
}

impl std::error::Error for ConvexOpsError {}
