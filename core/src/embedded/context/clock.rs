//! Clock of a process.

use crate::clock;

/// Clock of a process, before the store's offset is added.
pub(in crate::embedded) enum Clock {
    /// The system clock.
    OfMachine,
    /// A clock that stands still.
    Still {
        /// Its time, in milliseconds since the Unix epoch.
        at_ms: i64,
    },
}

impl Clock {
    /// Returns the time in milliseconds since the Unix epoch.
    pub(in crate::embedded) fn now(&self) -> i64 {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, far below 2^53")]
            Self::OfMachine => clock::now_ms() as i64,
            Self::Still { at_ms } => *at_ms,
        }
    }
}
