//! Text from files and from standard input.

use std::fmt;
use std::fs::File;
use std::io::Read as _;

use crate::error::{Error, Result};

/// A file as an argument names it; `-` is standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input(String);

impl Input {
    pub(super) fn is_stdin(&self) -> bool {
        self.0 == "-"
    }

    /// The name as the caller gave it.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The whole text.
    pub(super) fn text(&self) -> Result<String> {
        self.read().map_err(|error| error.in_file(self.to_string()))
    }

    fn read(&self) -> Result<String> {
        let mut bytes = Vec::new();
        let read = if self.is_stdin() {
            std::io::stdin().lock().read_to_end(&mut bytes)
        } else {
            File::open(&self.0).and_then(|mut file| file.read_to_end(&mut bytes))
        };
        read.map_err(|error| Error::io("the file can't be read", &error))?;
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(&error))?;
        // Editors on Windows put a byte order mark in front; JSON has no place for it.
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }
}

fn not_utf8(error: &std::string::FromUtf8Error) -> Error {
    let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    let line = valid.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    Error::invalid_input("the file is not UTF-8 text").at_line(line)
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
