//! Kinds of errors.

use serde::{Deserialize, Serialize};

/// Passes the list of all kinds to another macro, each with its docs and its name in other languages.
///
/// Code that needs every kind uses it, so that the list is written only once.
#[macro_export]
macro_rules! for_each_error_kind {
    ($callback:ident) => {
        $callback! {
            /// The input is invalid. The same call fails again.
            InvalidInput = "invalidInput",
            /// The caller is not authenticated: the credential is missing, malformed or expired.
            Unauthenticated = "unauthenticated",
            /// The caller lacks a permission.
            PermissionDenied = "permissionDenied",
            /// The resource does not exist.
            NotFound = "notFound",
            /// The resource already exists, or was changed concurrently.
            Conflict = "conflict",
            /// The compatibility gate refused a deploy. Nothing was changed.
            DeployRefused = "deployRefused",
            /// A documented limit would be exceeded.
            LimitExceeded = "limitExceeded",
            /// Too many calls. Wait and try again.
            RateLimited = "rateLimited",
            /// The server is unreachable or temporarily unavailable.
            Unavailable = "unavailable",
            /// The call took too long.
            Timeout = "timeout",
            /// The caller cancelled the call.
            Cancelled = "cancelled",
            /// Not available in this build or on this platform.
            Unsupported = "unsupported",
            /// A file or stream could not be read or written.
            Io = "io",
            /// A bug in convex-ops.
            Internal = "internal",
        }
    };
}

pub use for_each_error_kind;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// Kind of an error. The list is closed: a match needs no wildcard, in any language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
        pub enum ErrorKind {
            $(
                $(#[$doc])*
                #[serde(rename = $name)]
                $kind,
            )*
        }

        impl ErrorKind {
            /// All kinds, in declaration order.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Returns the name used in other languages.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

for_each_error_kind!(kinds);

impl ErrorKind {
    /// Returns `true` if the same call may succeed later.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::RateLimited | Self::Unavailable | Self::Timeout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_names_match_serde() {
        for kind in ErrorKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
