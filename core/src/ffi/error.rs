//! Errors for UniFFI.

use std::fmt;

use crate::error::{Error, ErrorKind, for_each_error_kind};

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
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
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

for_each_error_kind!(errors);

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
