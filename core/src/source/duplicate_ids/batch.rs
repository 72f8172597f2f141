//! Batches of ids in memory.

use sha2::{Digest as _, Sha256};

/// Maximum length of ids kept verbatim. Convex's ids have 31 to 37 bytes; longer ones are kept as a prefix and a hash.
const MAX_ID_LEN: usize = 64;

/// Ids, each with the offset of its document.
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
            // One byte longer than any verbatim id, so the two forms never collide.
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

    /// Adds an entry of another batch, prefixed by the number of its table.
    pub(super) fn push_of(&mut self, table: u32, id: &[u8], offset: u64) {
        let before = self.bytes.len();
        self.bytes.extend_from_slice(&table.to_be_bytes());
        self.bytes.extend_from_slice(id);
        let end = self.bytes.len();
        self.ids.push(Entry { end, len: end - before, offset });
    }

    /// Returns the memory used, in bytes.
    pub(in crate::source) fn len(&self) -> usize {
        self.bytes.len() + self.ids.len() * size_of::<Entry>()
    }

    /// Sorts by id, then by offset.
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
