//! Formats of a report.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// Format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// Human-readable text.
    Text,
    /// The report as JSON, as its JSON Schema describes it.
    Json,
    /// Markdown for a pull request comment.
    Markdown,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for tools that display test results.
    Junit,
    /// Annotations of a GitHub workflow.
    Github,
    /// One self-contained page.
    Html,
}

impl ReportFormat {
    /// All formats.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Json, Self::Markdown, Self::Sarif, Self::Junit, Self::Github, Self::Html];

    /// Returns the name of the format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Github => "github",
            Self::Html => "html",
        }
    }

    /// Checks if the format can show values of stored documents and arguments.
    #[must_use]
    pub fn shows_values(self) -> bool {
        matches!(self, Self::Text | Self::Json)
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ReportFormat {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            Error::invalid_input(format!("unknown format `{name}`")).help(format!("use one of {names}"))
        })
    }
}
