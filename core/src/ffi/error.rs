//! The errors as UniFFI carries them.

use std::fmt;

use crate::error::{Error, ErrorKind};

/// What is known of an error.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct ErrorDetails {
    /// What went wrong: lowercase, without a final period.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file in which the input is wrong.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u64>,
    /// The path inside the JSON: `.functions[3].args`.
    pub path: Option<String>,
    /// Whether the same call can succeed later without a change.
    pub retryable: bool,
    /// What caused it, outermost first.
    pub causes: Vec<String>,
}

/// Declares a variant for each kind of error, so that a language has a class for each.
macro_rules! errors {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// What went wrong, where, and what to do about it: a class for each kind.
        #[derive(Clone, Debug, PartialEq, uniffi::Error)]
        pub enum ConvexOpsError {
            $(
                $(#[$doc])*
                $kind {
                    /// What is known of it.
                    details: ErrorDetails,
                },
            )*
        }

        impl ConvexOpsError {
            /// What is known of the error.
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
    /// The input is not what was expected; the same call fails again.
    InvalidInput,
    /// The caller is not known: a missing, malformed or expired credential.
    Unauthenticated,
    /// The caller is known and may not do this.
    PermissionDenied,
    /// What was named does not exist.
    NotFound,
    /// It exists already, or somebody else changed it meanwhile.
    Conflict,
    /// A documented limit would be exceeded.
    LimitExceeded,
    /// Too many calls; wait and try again.
    RateLimited,
    /// The other side can't be reached or can't answer now.
    Unavailable,
    /// It took longer than allowed.
    Timeout,
    /// The caller gave up.
    Cancelled,
    /// Not available in this build or on this platform.
    Unsupported,
    /// A file or stream could not be read or written.
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
