//! The pauses between looks at something that takes its time.

use std::time::Duration;

use super::Engine;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// The pauses between looks: they double from the first one.
pub(super) struct Pauses {
    next: Duration,
    /// How long was waited.
    pub(super) waited: Duration,
}

impl Pauses {
    pub(super) fn new() -> Self {
        Self { next: FIRST, waited: Duration::ZERO }
    }

    /// Waits for the next look.
    pub(super) async fn wait(&mut self, engine: &impl Engine) {
        engine.sleep(self.next).await;
        self.waited += self.next;
        self.next = (self.next * 2).min(LONGEST);
    }
}
