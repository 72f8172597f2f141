//! Counts of violations in bounded memory.
//!
//! Only the groups with the smallest keys are kept, so memory does not grow with the data. The counts of a kept group
//! are exact: a key is evicted only when there are enough smaller ones, and then it can't return. This also holds for
//! merged tallies: an item among the smallest of all is among the smallest of each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::evidence::{Group, ViolationSample};
use super::sample::{Document, sample, shorten};
use super::{DataLimits, Position};
use crate::schema::check::{Mismatch, Reason};
use crate::value::Value;

/// Violations of one table so far, by path, then by reason.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "TallyData")]
pub(super) struct Tally {
    groups: BTreeMap<String, BTreeMap<Reason, Entry>>,
    /// Number of groups.
    #[serde(skip)]
    len: usize,
    ungrouped: u64,
    /// Path of the current violation.
    #[serde(skip)]
    path: String,
}

/// Serialized form of a tally.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TallyData {
    groups: BTreeMap<String, BTreeMap<Reason, Entry>>,
    ungrouped: u64,
}

impl From<TallyData> for Tally {
    fn from(TallyData { groups, ungrouped }: TallyData) -> Self {
        let len = groups.values().map(BTreeMap::len).sum();
        Self { groups, len, ungrouped, path: String::new() }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    count: u64,
    documents: u64,
    samples: Vec<ViolationSample>,
    /// Document that was counted last.
    #[serde(skip)]
    last: Option<u64>,
}

impl Tally {
    /// Counts a violation of a document.
    pub(super) fn add(
        &mut self,
        document: &Document<'_>,
        mismatch: &Mismatch,
        value: Option<&Value>,
        limits: DataLimits,
    ) {
        let mut path = std::mem::take(&mut self.path);
        path.clear();
        mismatch.path.write_group(&mut path);
        shorten(&mut path);
        match self.entry(&path, mismatch.reason, limits.groups) {
            Some(entry) => entry.add(document, mismatch, value, limits.samples),
            None => self.ungrouped += 1,
        }
        self.path = path;
    }

    /// Returns the entry of a group; `None` if the group is not among the first.
    fn entry(&mut self, path: &str, reason: Reason, limit: usize) -> Option<&mut Entry> {
        let is_present = self.groups.get(path).is_some_and(|reasons| reasons.contains_key(&reason));
        if !is_present {
            let full = self.len >= limit;
            if full && self.last().is_none_or(|last| (path, reason) > last) {
                return None;
            }
            if full {
                self.drop_last();
            }
            self.len += 1;
        }
        if !self.groups.contains_key(path) {
            self.groups.insert(path.to_owned(), BTreeMap::new());
        }
        self.groups.get_mut(path).map(|reasons| reasons.entry(reason).or_default())
    }

    fn last(&self) -> Option<(&str, Reason)> {
        let (path, reasons) = self.groups.last_key_value()?;
        reasons.last_key_value().map(|(reason, _)| (path.as_str(), *reason))
    }

    fn drop_last(&mut self) {
        let Some(mut last) = self.groups.last_entry() else { return };
        if let Some((_, entry)) = last.get_mut().pop_last() {
            self.ungrouped = self.ungrouped.saturating_add(entry.count);
            self.len -= 1;
        }
        if last.get().is_empty() {
            last.remove();
        }
    }

    /// Merges another tally, of other documents.
    pub(super) fn merge(&mut self, other: Self, limits: DataLimits) {
        self.ungrouped = self.ungrouped.saturating_add(other.ungrouped);
        for (path, reasons) in other.groups {
            for (reason, found) in reasons {
                match self.entry(&path, reason, limits.groups) {
                    Some(entry) => entry.merge(found, limits.samples),
                    None => self.ungrouped = self.ungrouped.saturating_add(found.count),
                }
            }
        }
    }

    /// Returns all positions.
    pub(super) fn positions(&mut self) -> impl Iterator<Item = &mut Position> {
        let entries = self.groups.values_mut().flat_map(BTreeMap::values_mut);
        entries.flat_map(|entry| &mut entry.samples).map(|sample| &mut sample.position)
    }

    /// Returns the groups in order, and the number of violations in no group.
    pub(super) fn finish(self) -> (Vec<Group>, u64) {
        let mut groups = Vec::new();
        for (path, reasons) in self.groups {
            for (reason, Entry { count, documents, samples, .. }) in reasons {
                groups.push(Group { path: path.clone(), reason, count, documents, samples });
            }
        }
        (groups, self.ungrouped)
    }
}

impl Entry {
    fn add(&mut self, document: &Document<'_>, mismatch: &Mismatch, value: Option<&Value>, limit: usize) {
        self.count += 1;
        // A document has one sample: the first place in it.
        if self.last == Some(document.position.offset) {
            return;
        }
        self.last = Some(document.position.offset);
        self.documents += 1;
        let place = self.samples.partition_point(|other| Document::of(other) < *document);
        if place < limit {
            self.samples.insert(place, sample(document, mismatch, value));
            self.samples.truncate(limit);
        }
    }

    fn merge(&mut self, other: Self, limit: usize) {
        self.count = self.count.saturating_add(other.count);
        self.documents = self.documents.saturating_add(other.documents);
        self.samples.extend(other.samples);
        self.samples.sort_by(|a, b| Document::of(a).cmp(&Document::of(b)));
        self.samples.truncate(limit);
    }
}
