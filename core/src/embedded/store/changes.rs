//! Change detection of the store.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// State of a platform. Equal revisions have equal contents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// Number of writes by this process.
    pub(super) own: u64,
    /// SQLite's own number, which changes when another process writes.
    pub(super) of_others: i64,
}

/// Called after each write.
type Listener = Box<dyn Fn() + Send + Sync>;

/// Write counter of this process, and its listeners.
#[derive(Default)]
pub(super) struct Changes {
    count: AtomicU64,
    listeners: RwLock<Vec<Listener>>,
}

impl Changes {
    pub(super) fn count(&self) -> u64 {
        self.count.load(Ordering::Acquire)
    }

    pub(super) fn listen(&self, listener: Listener) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    /// Records a write and calls the listeners.
    pub(super) fn record(&self) {
        self.count.fetch_add(1, Ordering::AcqRel);
        self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter().for_each(|listener| listener());
    }
}
