//! Kinds of errors.

use serde::{Deserialize, Serialize};

/// Kind of an error. The list is closed: a match needs no wildcard, in any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ErrorKind {
    /// The input is invalid. The same call fails again.
    InvalidInput,
    /// The caller is not authenticated: the credential is missing, malformed or expired.
    Unauthenticated,
    /// The caller lacks a permission.
    PermissionDenied,
    /// The resource does not exist.
    NotFound,
    /// The resource already exists, or was changed concurrently.
    Conflict,
    /// A documented limit would be exceeded.
    LimitExceeded,
    /// Too many calls. Wait and try again.
    RateLimited,
    /// The server is unreachable or temporarily unavailable.
    Unavailable,
    /// The call took too long.
    Timeout,
    /// The caller cancelled the call.
    Cancelled,
    /// Not available in this build or on this platform.
    Unsupported,
    /// A file or stream could not be read or written.
    Io,
    /// A bug in convex-ops.
    Internal,
}

impl ErrorKind {
    /// All kinds, in declaration order.
    pub const ALL: [Self; 13] = [
        Self::InvalidInput,
        Self::Unauthenticated,
        Self::PermissionDenied,
        Self::NotFound,
        Self::Conflict,
        Self::LimitExceeded,
        Self::RateLimited,
        Self::Unavailable,
        Self::Timeout,
        Self::Cancelled,
        Self::Unsupported,
        Self::Io,
        Self::Internal,
    ];

    /// Returns `true` if the same call may succeed later.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::RateLimited | Self::Unavailable | Self::Timeout)
    }

    /// Returns the name used in other languages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalidInput",
            Self::Unauthenticated => "unauthenticated",
            Self::PermissionDenied => "permissionDenied",
            Self::NotFound => "notFound",
            Self::Conflict => "conflict",
            Self::LimitExceeded => "limitExceeded",
            Self::RateLimited => "rateLimited",
            Self::Unavailable => "unavailable",
            Self::Timeout => "timeout",
            Self::Cancelled => "cancelled",
            Self::Unsupported => "unsupported",
            Self::Io => "io",
            Self::Internal => "internal",
        }
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
