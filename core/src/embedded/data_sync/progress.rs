//! How far a sync is, as its cursor has it.

use std::fmt;

use crate::keys::hex;

/// How far a sync is. Its copy is as the data was at `since`, and is being brought to `until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) sync_id: String,
    pub(super) made_at: i64,
    /// 0 where the copy is still being made.
    pub(super) since: i64,
    pub(super) until: i64,
    /// Tells what is selected from what was.
    pub(super) selection: u64,
    /// The last document that was sent on the way, by its table and its id; nothing where none was.
    pub(super) at: Option<(i64, Vec<u8>)>,
}

impl Progress {
    /// Reads a cursor; `None` where it is none of ours.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [sync_id, made_at, since, until, selection, table, document] = parts.as_slice() else { return None };
        let is_id = sync_id.len() == 32 && sync_id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let at = if table.is_empty() { None } else { Some((table.parse().ok()?, hex::decode(document)?)) };
        is_id.then_some(Self {
            sync_id: (*sync_id).to_owned(),
            made_at: made_at.parse().ok()?,
            since: since.parse().ok()?,
            until: until.parse().ok()?,
            selection: u64::from_str_radix(selection, 16).ok()?,
            at,
        })
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sync_id, made_at, since, until, selection, at } = self;
        write!(f, "{sync_id}.{made_at}.{since}.{until}.{selection:x}.")?;
        match at {
            Some((table, document)) => write!(f, "{table}.{}", hex::encode(document)),
            None => f.write_str("."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_they_are_written() {
        for at in [None, Some((7, vec![])), Some((7, vec![1, 255]))] {
            let progress =
                Progress { sync_id: "0".repeat(32), made_at: 7, since: 0, until: 9, selection: u64::MAX, at };
            assert_eq!(Progress::parse(&progress.to_string()), Some(progress));
        }
        let id = "0".repeat(32);
        for text in ["", "x", "......", &format!("{id}.7"), &format!("{id}.1.1.1.g.."), &format!("{id}.1.1.1.0.x.00")] {
            assert_eq!(Progress::parse(text), None, "{text}");
        }
    }
}
