//! Counting violations in bounded memory.
//!
//! Only the groups with the smallest keys are kept, so memory does not grow with the data. A kept group's counts are
//! exact: a key leaves only when enough smaller ones are there, and then it can't come back.

use std::collections::BTreeMap;

use super::evidence::{Group, Sample};
use super::{Limits, TableData};
use crate::schema::check::{Mismatch, Reason};
use crate::value::{Value, to_encoded};

/// The longest JSON of a sample's value that is kept.
const MAX_SAMPLE_LEN: usize = 4096;

/// The document that is being checked.
pub(super) struct Document<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) line: u64,
}

impl Document<'_> {
    /// Documents with an id come first, by id.
    fn key(&self) -> (bool, &str, u64) {
        (self.id.is_none(), self.id.unwrap_or_default(), self.line)
    }
}

/// The violations of one table so far.
pub(super) struct Tally {
    limits: Limits,
    groups: BTreeMap<(String, &'static str), Entry>,
    ungrouped: u64,
}

struct Entry {
    group: Group,
    last_line: u64,
}

impl Tally {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, groups: BTreeMap::new(), ungrouped: 0 }
    }

    /// Counts one violation of a document.
    pub(super) fn add(&mut self, document: &Document<'_>, mismatch: &Mismatch, value: Option<&Value>) {
        let key = (mismatch.path.group(), mismatch.reason.as_str());
        let full = self.groups.len() >= self.limits.groups;
        if full && !self.groups.contains_key(&key) && self.groups.last_key_value().is_none_or(|(last, _)| key > *last) {
            self.ungrouped += 1;
            return;
        }
        let entry = self.groups.entry(key).or_insert_with_key(|(path, _)| Entry::new(path, mismatch.reason));
        entry.add(document, mismatch, value, self.limits.samples);
        if self.groups.len() > self.limits.groups
            && let Some((_, last)) = self.groups.pop_last()
        {
            self.ungrouped += last.group.count;
        }
    }

    pub(super) fn finish(self, table: &mut TableData) {
        table.groups = self.groups.into_values().map(|entry| entry.group).collect();
        table.ungrouped = self.ungrouped;
    }
}

impl Entry {
    fn new(path: &str, reason: Reason) -> Self {
        let group = Group { path: path.to_owned(), reason, count: 0, documents: 0, samples: Vec::new() };
        Self { group, last_line: 0 }
    }

    fn add(&mut self, document: &Document<'_>, mismatch: &Mismatch, value: Option<&Value>, limit: usize) {
        self.group.count += 1;
        // One document, one sample: the first place in it.
        if self.last_line != document.line {
            self.last_line = document.line;
            self.group.documents += 1;
            self.sample(document, mismatch, value, limit);
        }
    }

    fn sample(&mut self, document: &Document<'_>, mismatch: &Mismatch, value: Option<&Value>, limit: usize) {
        let samples = &mut self.group.samples;
        let place = samples
            .partition_point(|sample| Document { id: sample.id.as_deref(), line: sample.line }.key() < document.key());
        if place < limit {
            samples.insert(place, sample(document, mismatch, value));
            samples.truncate(limit);
        }
    }
}

fn sample(document: &Document<'_>, mismatch: &Mismatch, value: Option<&Value>) -> Sample {
    let json = value.map(to_encoded);
    let len = json.as_ref().map_or(0, |json| json.to_string().len());
    let too_long = len > MAX_SAMPLE_LEN;
    Sample {
        id: document.id.map(str::to_owned),
        line: document.line,
        path: mismatch.path.to_string(),
        value: json.filter(|_| !too_long),
        omitted_bytes: too_long.then_some(len as u64),
    }
}
