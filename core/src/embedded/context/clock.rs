//! The clock.

use crate::rt;

/// What the platform takes for the time, before the offset by which the store's clock was moved.
pub(in crate::embedded) enum Clock {
    /// That of the machine.
    OfMachine,
    /// One that stands still.
    Still {
        /// Its time, in milliseconds since the Unix epoch.
        at_ms: i64,
    },
}

impl Clock {
    /// The time in milliseconds since the Unix epoch.
    pub(in crate::embedded) fn now(&self) -> i64 {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, far below 2^53")]
            Self::OfMachine => rt::now_ms() as i64,
            Self::Still { at_ms } => *at_ms,
        }
    }
}
