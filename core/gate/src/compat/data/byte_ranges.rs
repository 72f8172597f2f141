//! Ranges of a table's file that have been checked.
//!
//! Parts are checked in any order and on many machines, without knowing the number of lines before them. So positions
//! count lines from the start of their range; when two ranges meet, the positions of the second move by the lines of
//! the first.

use serde::{Deserialize, Serialize};

use super::Position;
use crate::error::{Error, Result};

/// A checked run of bytes, from the start of a line on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Range {
    pub(super) start: u64,
    pub(super) end: u64,
    /// Number of line feeds.
    pub(super) lines: u64,
    /// First and last document.
    pub(super) first: Option<Edge>,
    pub(super) last: Option<Edge>,
}

/// First or last document of a range, next to which another range may add one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Edge {
    pub(super) id: Option<Box<str>>,
    pub(super) position: Position,
}

/// Checked ranges, in order; no two of them touch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Range>")]
pub(super) struct ByteRanges(Vec<Range>);

impl TryFrom<Vec<Range>> for ByteRanges {
    type Error = &'static str;

    fn try_from(ranges: Vec<Range>) -> std::result::Result<Self, Self::Error> {
        let sound = |range: &Range| range.start < range.end && range.lines <= range.end - range.start;
        let apart = ranges.windows(2).all(|two| matches!(two, [one, next] if one.end < next.start));
        if apart && ranges.iter().all(sound) { Ok(Self(ranges)) } else { Err("expected runs of lines in order") }
    }
}

/// Result of joining two ranges.
pub(super) struct Joint {
    /// Bytes of the second range, whose positions move.
    pub(super) moved: std::ops::Range<u64>,
    /// Number of lines by which they move.
    pub(super) lines: u64,
    /// Id of the last document before the joint and of the first one after it, if they are equal, with the position of
    /// the second.
    pub(super) same_id: Option<(Box<str>, Position)>,
}

impl ByteRanges {
    /// Checks if all of these ranges can be added.
    ///
    /// # Errors
    /// `InvalidInput` if bytes would be checked twice.
    pub(super) fn check_fit(&self, others: &Self) -> Result<()> {
        others.0.iter().try_for_each(|range| self.find_gap(range).map(drop))
    }

    /// Finds the place of a range among the others, and the ends of its neighbours.
    fn find_gap(&self, range: &Range) -> Result<(usize, u64, u64)> {
        let place = self.0.partition_point(|other| other.start < range.start);
        let before = place.checked_sub(1).and_then(|before| self.0.get(before)).map_or(0, |before| before.end);
        let after = self.0.get(place).map_or(u64::MAX, |after| after.start);
        if range.start < before || range.end > after {
            let message = format!("bytes {} to {} of a table were already checked", range.start, range.end);
            return Err(Error::invalid_input(message).help("pass each part once, with the offset where it starts"));
        }
        Ok((place, before, after))
    }

    /// Adds a range, and calls `joined` for every range that it touches.
    ///
    /// # Errors
    /// `InvalidInput` if bytes would be checked twice.
    pub(super) fn add(&mut self, range: Range, joined: &mut dyn FnMut(Joint)) -> Result<()> {
        if range.start == range.end {
            return Ok(());
        }
        let (place, before, after) = self.find_gap(&range)?;
        let closes_up = [place > 0 && before == range.start, after == range.end];
        self.0.insert(place, range);
        if closes_up[1] {
            self.join(place, joined);
        }
        if closes_up[0] {
            self.join(place - 1, joined);
        }
        Ok(())
    }

    /// Joins a range with the next one.
    fn join(&mut self, place: usize, joined: &mut dyn FnMut(Joint)) {
        let second = self.0.remove(place + 1);
        let Some(first) = self.0.get_mut(place) else { return };
        let (mut second_first, mut second_last) = (second.first, second.last);
        for edge in second_first.iter_mut().chain(&mut second_last) {
            edge.position.add_lines(first.lines);
        }
        let same_id = match (&first.last, &second_first) {
            (Some(Edge { id: Some(last), .. }), Some(Edge { id: Some(next), position })) if last == next => {
                Some((next.clone(), *position))
            }
            _ => None,
        };
        joined(Joint { moved: second.start..second.end, lines: first.lines, same_id });
        first.end = second.end;
        first.lines = first.lines.saturating_add(second.lines);
        first.first = first.first.take().or(second_first);
        first.last = second_last.or(first.last.take());
    }

    /// Returns the ranges, to add them to others.
    pub(super) fn into_ranges(self) -> Vec<Range> {
        self.0
    }

    /// Returns the number of ranges.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the first gap in a file of this many bytes.
    pub(super) fn first_gap(&self, bytes: u64) -> Option<std::ops::Range<u64>> {
        let start = self.known_until();
        let next = self.0.iter().map(|range| range.start).find(|next| *next > start);
        let end = next.unwrap_or(bytes);
        (start != bytes).then_some(start..end)
    }

    /// Returns the end of the range that starts at the start of the file, or 0.
    pub(super) fn known_until(&self) -> u64 {
        self.0.first().filter(|first| first.start == 0).map_or(0, |first| first.end)
    }
}
