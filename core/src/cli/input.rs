//! Input files, `-` for standard input.

use std::fmt;
use std::io::{BufRead, BufReader};

use crate::error::{Error, Result};
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

    /// Opens it for reading line by line.
    pub(super) fn open(&self) -> Result<Box<dyn BufRead>> {
        if self.is_stdin() {
            return Ok(Box::new(std::io::stdin().lock()));
        }
        let file = std::fs::File::open(&self.0).map_err(|error| Error::io("cannot read the file", &error))?;
        Ok(Box::new(BufReader::new(file)))
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
