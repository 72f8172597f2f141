//! Inputs that a project requires for a verdict.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// An input without which the verdict is at best "undecided".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Requirement {
    /// The schema of each component, on both sides.
    Schema,
    /// The functions of each component, on both sides.
    Functions,
    /// The stored documents.
    Data,
    /// The scheduled calls.
    Scheduled,
}

impl Requirement {
    /// All requirements.
    pub const ALL: [Self; 4] = [Self::Schema, Self::Functions, Self::Data, Self::Scheduled];

    /// Returns the name of the requirement.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Functions => "functions",
            Self::Data => "data",
            Self::Scheduled => "scheduled",
        }
    }
}

impl FromStr for Requirement {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|requirement| requirement.as_str() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            Error::invalid_input(format!("unknown input `{name}`")).help(format!("use some of {names}"))
        })
    }
}
