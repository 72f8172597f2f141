//! The smallest of many, and how many there were.

use serde::{Deserialize, Serialize};

/// The smallest of many things, and how many there were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept<T> {
    /// How many there were.
    pub count: u64,
    /// The smallest, in order.
    pub first: Vec<T>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { count: 0, first: Vec::new() }
    }
}

impl<T: Ord> Kept<T> {
    /// Counts one, and keeps it if it is among the `limit` smallest.
    pub fn add(&mut self, item: T, limit: usize) {
        self.count += 1;
        self.keep(item, limit);
    }

    /// Takes over what another one kept.
    pub(super) fn merge(&mut self, other: Self, limit: usize) {
        self.count = self.count.saturating_add(other.count);
        other.first.into_iter().for_each(|item| self.keep(item, limit));
    }

    fn keep(&mut self, item: T, limit: usize) {
        let place = self.first.partition_point(|other| *other < item);
        if place < limit {
            self.first.insert(place, item);
            self.first.truncate(limit);
        }
    }
}
