//! Results for a part of a table's documents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::byte_ranges::{ByteRanges, Edge, Joint, Range};
use super::evidence::{BadLine, RepeatedId, Widening};
use super::tally::Tally;
use super::top_n::TopN;
use super::widen::{SeenValues, widen_document};
use super::{DataLimits, Position, TableData};
use crate::error::{Error, Result};
use crate::schema::Validator;
use crate::value::Name;

/// Results for a part of a table's documents: some runs of whole lines of its file, each known by its start offset.
///
/// Parts of the same check [merge](Self::merge) in any order, and a part of the whole file [becomes](Self::finish) the
/// table's data. So the lines can be checked anywhere; parts are exchanged as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TablePart {
    /// Fingerprint of the check.
    pub(super) check: String,
    pub(super) checked: bool,
    pub(super) limits: DataLimits,
    pub(super) documents: u64,
    pub(super) refused: u64,
    pub(super) tally: Tally,
    pub(super) bad_lines: TopN<BadLine>,
    pub(super) repeated_ids: TopN<RepeatedId>,
    pub(super) ids_not_verified: BTreeMap<Name, u64>,
    pub(super) covered: ByteRanges,
    /// Values that the validator would have to accept in addition.
    pub(super) seen: SeenValues,
}

impl TablePart {
    pub(super) fn new(check: &str, checked: bool, limits: DataLimits) -> Self {
        Self {
            check: check.to_owned(),
            checked,
            limits,
            documents: 0,
            refused: 0,
            tally: Tally::default(),
            bad_lines: TopN::default(),
            repeated_ids: TopN::default(),
            ids_not_verified: BTreeMap::new(),
            covered: ByteRanges::default(),
            seen: SeenValues::default(),
        }
    }

    /// Returns the number of documents that were read.
    #[must_use]
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// Returns the number of runs of lines; adjacent runs count as one.
    pub fn runs(&self) -> usize {
        self.covered.len()
    }

    /// Merges another part of the same check, of other lines.
    ///
    /// # Errors
    /// `InvalidInput` if the parts are of different checks, or both contain the same lines; nothing is merged in that
    /// case.
    pub fn merge(&mut self, mut other: Self) -> Result<()> {
        if (&self.check, self.checked, self.limits) != (&other.check, other.checked, other.limits) {
            return Err(Error::invalid_input("cannot merge parts of different checks")
                .help("check all parts of a table against the same schema and table numbers, with the same limits"));
        }
        self.covered.check_fit(&other.covered)?;
        let ranges = std::mem::take(&mut other.covered).into_ranges();
        self.documents = self.documents.saturating_add(other.documents);
        self.refused = self.refused.saturating_add(other.refused);
        self.tally.merge(other.tally, self.limits);
        self.seen.merge(other.seen);
        self.bad_lines.merge(other.bad_lines, self.limits.samples);
        self.repeated_ids.merge(other.repeated_ids, self.limits.samples);
        for (table, count) in other.ids_not_verified {
            let found = self.ids_not_verified.entry(table).or_default();
            *found = found.saturating_add(count);
        }
        ranges.into_iter().try_for_each(|range| self.cover(range))
    }

    /// Notes that a run of lines has been checked.
    pub(super) fn cover(&mut self, range: Range) -> Result<()> {
        let mut joints = Vec::new();
        self.covered.add(range, &mut |joint| joints.push(joint))?;
        joints.into_iter().for_each(|joint| self.join(joint));
        Ok(())
    }

    fn join(&mut self, Joint { moved, lines, same_id }: Joint) {
        let bad_lines = self.bad_lines.first.iter_mut().map(|bad| &mut bad.position);
        let repeated_ids = self.repeated_ids.first.iter_mut().map(|repeated| &mut repeated.position);
        for position in self.tally.positions().chain(bad_lines).chain(repeated_ids) {
            if moved.contains(&position.offset) {
                position.add_lines(lines);
            }
        }
        if let Some((id, position)) = same_id {
            self.repeat(id.into(), position);
        }
    }

    pub(super) fn repeat(&mut self, id: String, position: Position) {
        self.repeated_ids.add(RepeatedId { id, position }, self.limits.samples);
    }

    /// Returns the first gap in a file of this many bytes.
    pub(super) fn first_gap(&self, bytes: u64) -> Option<std::ops::Range<u64>> {
        self.covered.first_gap(bytes)
    }

    /// Returns the data of the table, whose file has `bytes` bytes, and widens the validator.
    pub(super) fn finish_against(self, validator: Option<&Validator>, bytes: u64) -> TableData {
        let widening = validator.filter(|_| self.refused > 0).map(|validator| Widening {
            validator: widen_document(validator, &self.seen, true).to_string(),
            without_values: widen_document(validator, &self.seen, false).to_string(),
        });
        TableData { widening, ..self.finish(bytes) }
    }

    /// Returns the data of the table, whose file has `bytes` bytes, without a widening. The result is marked as incomplete
    /// if bytes are missing.
    #[must_use]
    pub fn finish(mut self, bytes: u64) -> TableData {
        let known = self.covered.known_until();
        let bad_lines = self.bad_lines.first.iter_mut().map(|bad| &mut bad.position);
        let repeated_ids = self.repeated_ids.first.iter_mut().map(|repeated| &mut repeated.position);
        for position in self.tally.positions().chain(bad_lines).chain(repeated_ids) {
            position.line = position.line.filter(|_| position.offset < known);
        }
        let (groups, ungrouped) = self.tally.finish();
        TableData {
            documents: self.documents,
            checked: self.checked,
            complete: known == bytes,
            refused: self.refused,
            groups,
            ungrouped,
            bad_lines: self.bad_lines,
            repeated_ids: self.repeated_ids,
            duplicate_ids: None,
            ids_not_verified: self.ids_not_verified,
            widening: None,
        }
    }
}

/// Creates the edge of a run of lines from its first or last document.
pub(super) fn edge(id: Option<&[u8]>, position: Position) -> Edge {
    Edge { id: id.and_then(|id| std::str::from_utf8(id).ok()).map(Into::into), position }
}
