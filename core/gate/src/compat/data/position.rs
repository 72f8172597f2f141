//! Positions in a table's file.

use serde::{Deserialize, Serialize};

/// Position of a line in a table's file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// Offset in bytes.
    pub offset: u64,
    /// Line number, from 1; absent if the lines before it were not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

impl Position {
    /// Adds the number of lines that come before the counted ones.
    pub(super) fn add_lines(&mut self, lines: u64) {
        self.line = self.line.map(|line| line.saturating_add(lines));
    }

    /// Formats the position: `line 7`, or `byte 1200` if the line is unknown.
    #[must_use]
    pub fn show(self) -> String {
        match self.line {
            Some(line) => format!("line {line}"),
            None => format!("byte {}", self.offset),
        }
    }
}
