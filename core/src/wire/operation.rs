//! The operations available to other languages.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// An operation available to other languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfflineOperation {
    /// Compares two versions of an app, with stored documents and scheduled calls, and reports what would break.
    Check,
    /// Finds the deploys that lead to a change without breaking data, clients or scheduled calls.
    Plan,
    /// Checks a part of the stored documents against a schema.
    CheckData,
    /// Merges results of `checkData`.
    MergeData,
    /// Decides if one validator accepts every value of another.
    Subset,
    /// Checks a value against a validator.
    Validate,
    /// Rechecks the witnesses of a report with the plain validator alone.
    Verify,
    /// Writes a report as text, for people or tools.
    Render,
    /// Parses a deploy key and returns its parts without the secret.
    ParseKey,
    /// Bundles the app at a place into an artifact.
    Bundle,
    /// Opens the app at a place, and returns its surface.
    OpenSurface,
}

impl OfflineOperation {
    /// All operations, in order of declaration.
    pub const ALL: [Self; 11] = [
        Self::Check,
        Self::Plan,
        Self::CheckData,
        Self::MergeData,
        Self::Subset,
        Self::Validate,
        Self::Verify,
        Self::Render,
        Self::ParseKey,
        Self::Bundle,
        Self::OpenSurface,
    ];

    /// Returns the name of the operation.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Plan => "plan",
            Self::CheckData => "checkData",
            Self::MergeData => "mergeData",
            Self::Subset => "subset",
            Self::Validate => "validate",
            Self::Verify => "verify",
            Self::Render => "render",
            Self::ParseKey => "parseKey",
            Self::Bundle => "bundle",
            Self::OpenSurface => "openSurface",
        }
    }
}

impl FromStr for OfflineOperation {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|operation| operation.as_str() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join("`, `");
            Error::invalid_input(format!("unknown operation `{name}`")).help(format!("use one of `{names}`"))
        })
    }
}

impl fmt::Display for OfflineOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
