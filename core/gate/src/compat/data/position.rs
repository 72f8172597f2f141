//! Where in a table's file something is.

use serde::{Deserialize, Serialize};

/// Where a line of a table's file starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// How many bytes of the file come before it.
    pub offset: u64,
    /// The line, from 1; absent where what comes before was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

impl Position {
    /// Notes that so many lines come before those that were counted.
    pub(super) fn add_lines(&mut self, lines: u64) {
        self.line = self.line.map(|line| line.saturating_add(lines));
    }

    /// How people are told of it: `line 7`, or `byte 1200` where the line is not known.
    #[must_use]
    pub fn show(self) -> String {
        match self.line {
            Some(line) => format!("line {line}"),
            None => format!("byte {}", self.offset),
        }
    }
}
