//! The only source of time and randomness, and results that are kept in memory.

mod clock;
mod memo;
mod random;

pub(super) use clock::Clock;
pub(super) use memo::{Memo, Version};
pub(super) use random::Random;

/// Time and randomness: the system's, or reproducible ones for tests.
pub(super) struct Context {
    pub(super) clock: Clock,
    pub(super) random: Random,
    /// Results that are kept in memory.
    pub(super) memo: Memo,
}

impl Context {
    /// Uses the system's time and randomness.
    pub(super) fn of_machine() -> Self {
        Self { clock: Clock::OfMachine, random: Random::of_machine(), memo: Memo::default() }
    }

    /// Uses a clock that stands still at `start_ms` unless it is moved, and randomness derived from `seed`.
    pub(super) fn deterministic(seed: u64, start_ms: i64) -> Self {
        Self { clock: Clock::Still { at_ms: start_ms }, random: Random::seeded(seed), memo: Memo::default() }
    }
}
