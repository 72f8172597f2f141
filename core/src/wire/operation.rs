//! The operations that cross.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// An operation that crosses to other languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Compares two surfaces, and what is stored and scheduled, and reports what would break.
    Check,
    /// Checks a part of the stored documents.
    CheckData,
    /// Makes one part of several.
    MergeData,
    /// Decides whether every value of one validator is a value of another.
    Subset,
    /// Checks one value against a validator.
    Validate,
    /// Says what a deploy key names, without its secret.
    ParseKey,
}

impl Operation {
    /// Every operation, in the order of their declaration.
    pub const ALL: [Self; 6] =
        [Self::Check, Self::CheckData, Self::MergeData, Self::Subset, Self::Validate, Self::ParseKey];

    /// The name by which it is called.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::CheckData => "checkData",
            Self::MergeData => "mergeData",
            Self::Subset => "subset",
            Self::Validate => "validate",
            Self::ParseKey => "parseKey",
        }
    }
}

impl FromStr for Operation {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|operation| operation.as_str() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join("`, `");
            Error::invalid_input(format!("there is no operation `{name}`"))
                .help(format!("the operations are `{names}`"))
        })
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
