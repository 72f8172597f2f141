//! Progress of a sync, which its cursor encodes.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::api::data_sync::SyncSelection;
use crate::keys::hex;

/// Progress of a sync. Its copy shows the data at `since` and is being updated to `until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) sync_id: String,
    pub(super) created_at: i64,
    /// 0 if no copy is complete yet.
    pub(super) since: i64,
    pub(super) until: i64,
    /// Selection of the last complete copy.
    pub(super) seen: Option<SyncSelection>,
    /// Fingerprint of the current selection.
    pub(super) selection: u64,
    /// Last document sent in this round, by table and ID; `None` at the start.
    pub(super) at: Option<(i64, Vec<u8>)>,
}

impl Progress {
    /// Parses a cursor; `None` if it is malformed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [sync_id, created_at, since, until, seen, selection, table, document] = parts.as_slice() else {
            return None;
        };
        let is_id = sync_id.len() == 32 && sync_id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let at = if table.is_empty() { None } else { Some((table.parse().ok()?, hex::decode(document)?)) };
        is_id.then_some(Self {
            sync_id: (*sync_id).to_owned(),
            created_at: created_at.parse().ok()?,
            since: since.parse().ok()?,
            until: until.parse().ok()?,
            seen: if seen.is_empty() {
                None
            } else {
                serde_json::from_slice(&URL_SAFE_NO_PAD.decode(seen).ok()?).ok()?
            },
            selection: u64::from_str_radix(selection, 16).ok()?,
            at,
        })
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sync_id, created_at, since, until, seen, selection, at } = self;
        let seen = seen.as_ref().map(|seen| serde_json::to_vec(seen).map_err(|_| fmt::Error)).transpose()?;
        let seen = URL_SAFE_NO_PAD.encode(seen.unwrap_or_default());
        write!(f, "{sync_id}.{created_at}.{since}.{until}.{seen}.{selection:x}.")?;
        match at {
            Some((table, document)) => write!(f, "{table}.{}", hex::encode(document)),
            None => f.write_str("."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cursor_round_trips() {
        let some =
            json!({"_other": "excluded", "": {"_other": "included", "a": {"_other": "included", "n": "excluded"}}});
        let some: SyncSelection = serde_json::from_value(some).unwrap();
        for at in [None, Some((7, vec![])), Some((7, vec![1, 255]))] {
            for seen in [None, Some(some.clone())] {
                let (sync_id, at) = ("0".repeat(32), at.clone());
                let progress = Progress { sync_id, created_at: 7, since: 0, until: 9, seen, selection: u64::MAX, at };
                assert_eq!(Progress::parse(&progress.to_string()), Some(progress));
            }
        }
        let id = "0".repeat(32);
        let ends = [".7", ".1.1.1..g..", ".1.1.1..0.x.00", ".1.1.1.e30.0..", ".1.1.1.!.0.."];
        for text in ["", "x", "......."].map(str::to_owned).into_iter().chain(ends.map(|end| format!("{id}{end}"))) {
            assert_eq!(Progress::parse(&text), None, "{text}");
        }
    }
}
