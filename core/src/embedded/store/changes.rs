//! Whether the store has changed since somebody looked.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

/// A state of a platform: two that are equal hold the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// How often this process has written.
    pub(super) own: u64,
    /// SQLite's own number, which changes when others write.
    pub(super) of_others: i64,
}

/// Called after each write.
type Listener = Box<dyn Fn() + Send + Sync>;

/// The writes of this process, and who wants to hear of them.
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

    /// Something was written.
    pub(super) fn tell(&self) {
        self.count.fetch_add(1, Ordering::AcqRel);
        self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter().for_each(|listener| listener());
    }
}
