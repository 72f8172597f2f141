//! Input files, `-` for standard input.

use std::fmt;

use crate::error::Result;
use crate::source::read_text;

/// A file named by an argument; `-` is standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input(String);

impl Input {
    pub(super) fn is_stdin(&self) -> bool {
        self.0 == "-"
    }

    /// Returns the name as given.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the whole text.
    pub(super) fn text(&self) -> Result<String> {
        read_text(&self.0)
    }
}

impl From<&str> for Input {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_stdin() { "standard input" } else { &self.0 })
    }
}
