//! Backoff of polling.

use std::time::Duration;

use crate::engine::Connection;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Exponential backoff of polling.
pub(super) struct Backoff {
    next: Duration,
    /// Total time waited.
    pub(super) waited: Duration,
}

impl Backoff {
    pub(super) fn new() -> Self {
        Self { next: FIRST, waited: Duration::ZERO }
    }

    /// Waits before the next poll.
    pub(super) async fn wait(&mut self, connection: &Connection) {
        connection.engine().sleep(self.next).await;
        self.waited += self.next;
        self.next = (self.next * 2).min(LONGEST);
    }
}
