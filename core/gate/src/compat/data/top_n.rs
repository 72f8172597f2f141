//! The smallest of many items, and their total number.

use serde::{Deserialize, Serialize};

/// The smallest of many items, and their total number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TopN<T> {
    /// Total number of items.
    pub count: u64,
    /// The smallest items, in order.
    pub first: Vec<T>,
}

impl<T> Default for TopN<T> {
    fn default() -> Self {
        Self { count: 0, first: Vec::new() }
    }
}

impl<T: Ord> TopN<T> {
    /// Counts an item, and keeps it if it is among the `limit` smallest.
    pub fn add(&mut self, item: T, limit: usize) {
        self.count += 1;
        self.keep(item, limit);
    }

    /// Adds the items of another one.
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
