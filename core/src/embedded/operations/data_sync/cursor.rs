//! Cursor of a sync, which identifies the sync and the time of the page.

use std::fmt;

/// Cursor of a sync.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) sync_id: String,
    pub(super) last_updated: i64,
}

impl Cursor {
    /// Parses a cursor; `None` if it is malformed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (sync_id, last_updated) = text.split_once('.')?;
        let is_id = sync_id.len() == 32 && sync_id.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then_some(Self { sync_id: sync_id.to_owned(), last_updated: last_updated.parse().ok()? })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.sync_id, self.last_updated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursor_round_trips() {
        let cursor = Cursor { sync_id: "0".repeat(32), last_updated: 7 };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for text in ["", ".", "7", "x.7", &format!("{}.", "0".repeat(32)), &format!("{}.x", "g".repeat(32))] {
            assert_eq!(Cursor::parse(text), None);
        }
    }
}
