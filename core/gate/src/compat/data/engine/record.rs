//! Objects with any keys.

use super::any::ANY;
use super::node::{Keys, Record};
use super::{Recogniser, Step, Stop};
use crate::value::limits::MAX_OBJECT_FIELDS;

/// Maximum number of unordered keys that are searched for duplicates.
const MAX_UNORDERED: usize = 64;

impl<'e, 't> Recogniser<'e, 't> {
    /// Reads an object, whose brace is next, with keys and values that the node accepts.
    pub(super) fn record(&mut self, record: &'e Record, depth: usize) -> Step {
        self.enter(depth)?;
        self.scan.at += 1;
        if self.scan.token()? == b'}' {
            self.scan.at += 1;
            return Ok(());
        }
        let outer = self.keys.len();
        let mut last: Option<&'t [u8]> = None;
        for _ in 0..MAX_OBJECT_FIELDS {
            let key = self.scan.field_name()?;
            if last.is_none_or(|last| last < key) {
                last = Some(key);
            } else {
                self.check_new(outer, key)?;
            }
            self.keys.push(key);
            self.entry(record, key, depth)?;
            if !self.scan.more(b'}')? {
                self.keys.truncate(outer);
                return Ok(());
            }
        }
        Err(Stop::Unsure)
    }

    fn entry(&mut self, record: &'e Record, key: &'t [u8], depth: usize) -> Step {
        if record.document && key.starts_with(b"_") {
            return self.system_field(key == b"_id", depth);
        }
        if let Keys::Of(texts) = &record.keys
            && !self.accepts_text(texts, key)
        {
            return Err(Stop::Refused);
        }
        self.value(&record.values, depth + 1)
    }

    /// Reads a system field of a document, which may have any value.
    #[inline]
    pub(super) fn system_field(&mut self, is_id: bool, depth: usize) -> Step {
        let first = self.scan.token()?;
        if !is_id || first != b'"' {
            return self.value(&ANY, depth + 1);
        }
        let id = self.scan.string()?;
        if id.escaped {
            return Err(Stop::Unsure);
        }
        self.id = Some(id.bytes);
        Ok(())
    }

    /// Checks that a key is new. Convex writes keys in order; a key out of order may be a duplicate.
    fn check_new(&self, outer: usize, key: &[u8]) -> Step {
        let keys = self.keys.get(outer..).unwrap_or_default();
        let new = keys.len() <= MAX_UNORDERED && keys.iter().all(|other| *other != key);
        if new { Ok(()) } else { Err(Stop::Unsure) }
    }
}
