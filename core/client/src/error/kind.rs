//! The closed list of what can go wrong.

use serde::{Deserialize, Serialize};

/// What kind of thing went wrong. The list is closed: a match on it needs no wildcard, in any language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ErrorKind {
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

impl ErrorKind {
    /// Every kind, in the order of their declaration.
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

    /// Whether the same call can succeed later without a change.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        matches!(self, Self::RateLimited | Self::Unavailable | Self::Timeout)
    }

    /// The name as it crosses to other languages.
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
    fn names_are_those_that_serde_writes() {
        for kind in ErrorKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
