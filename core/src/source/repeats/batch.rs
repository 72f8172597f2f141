//! Ids in memory.

use sha2::{Digest as _, Sha256};

/// The longest id that is held as it is. Convex's have 31 to 37 bytes; of anything longer the start is held, and a
/// checksum that tells it from others.
const MAX_ID_LEN: usize = 64;

/// Some ids, each with the offset where its document starts.
#[derive(Debug, Default)]
pub(in crate::source) struct Batch {
    bytes: Vec<u8>,
    ids: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    end: usize,
    len: usize,
    offset: u64,
}

impl Batch {
    /// Adds the id of a document.
    pub(in crate::source) fn push(&mut self, id: &[u8], offset: u64) {
        let before = self.bytes.len();
        match id.get(..MAX_ID_LEN / 2) {
            // One byte more than any short id: nothing is taken for what it only looks like.
            Some(start) if id.len() > MAX_ID_LEN + 1 => {
                self.bytes.extend_from_slice(start);
                self.bytes.push(b' ');
                self.bytes.extend_from_slice(&Sha256::digest(id));
            }
            _ => self.bytes.extend_from_slice(id),
        }
        let end = self.bytes.len();
        self.ids.push(Entry { end, len: end - before, offset });
    }

    /// Adds the id of a document of a table, as another batch holds it.
    pub(super) fn push_of(&mut self, table: u32, id: &[u8], offset: u64) {
        let before = self.bytes.len();
        self.bytes.extend_from_slice(&table.to_be_bytes());
        self.bytes.extend_from_slice(id);
        let end = self.bytes.len();
        self.ids.push(Entry { end, len: end - before, offset });
    }

    /// How much memory they take.
    pub(in crate::source) fn len(&self) -> usize {
        self.bytes.len() + self.ids.len() * size_of::<Entry>()
    }

    /// Sorts them by id, and equal ids by offset.
    pub(super) fn sort(&mut self) {
        let bytes = &self.bytes;
        self.ids.sort_unstable_by_key(|entry| (entry.of(bytes), entry.offset));
    }

    pub(in crate::source) fn iter(&self) -> impl Iterator<Item = (&[u8], u64)> {
        self.ids.iter().map(|entry| (entry.of(&self.bytes), entry.offset))
    }

    pub(in crate::source) fn clear(&mut self) {
        self.bytes.clear();
        self.ids.clear();
    }
}

impl Entry {
    fn of(self, bytes: &[u8]) -> &[u8] {
        bytes.get(self.end - self.len..self.end).unwrap_or_default()
    }
}
