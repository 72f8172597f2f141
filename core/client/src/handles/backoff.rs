//! The backoff between looks at something that takes its time.

use std::time::Duration;

use crate::engine::Connection;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// The backoff between looks: they double from the first one.
pub(super) struct Backoff {
    next: Duration,
    /// How long was waited.
    pub(super) waited: Duration,
}

impl Backoff {
    pub(super) fn new() -> Self {
        Self { next: FIRST, waited: Duration::ZERO }
    }

    /// Waits for the next look.
    pub(super) async fn wait(&mut self, connection: &Connection) {
        connection.engine().sleep(self.next).await;
        self.waited += self.next;
        self.next = (self.next * 2).min(LONGEST);
    }
}
