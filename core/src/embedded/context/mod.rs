//! The only source of time and randomness.

mod clock;
mod random;

pub(super) use clock::Clock;
pub(super) use random::Random;

/// Time and randomness: the system's, or reproducible ones for tests.
pub(super) struct Context {
    pub(super) clock: Clock,
    pub(super) random: Random,
}

impl Context {
    /// Uses the system's time and randomness.
    pub(super) fn of_machine() -> Self {
        Self { clock: Clock::OfMachine, random: Random::of_machine() }
    }

    /// Uses a clock that stands still at `start_ms` unless it is moved, and randomness derived from `seed`.
    pub(super) fn deterministic(seed: u64, start_ms: i64) -> Self {
        Self { clock: Clock::Still { at_ms: start_ms }, random: Random::seeded(seed) }
    }
}
