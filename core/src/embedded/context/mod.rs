//! The one place from which time and randomness come.

mod clock;
mod random;

pub(super) use clock::Clock;
pub(super) use random::Random;

/// Time and randomness: the machine's, or, for tests, ones that are the same each time.
pub(super) struct Context {
    pub(super) clock: Clock,
    pub(super) random: Random,
}

impl Context {
    /// Those of the machine.
    pub(super) fn of_machine() -> Self {
        Self { clock: Clock::OfMachine, random: Random::of_machine() }
    }

    /// A clock that stands still at `start_ms` unless it is moved, and randomness that follows from `seed`.
    pub(super) fn deterministic(seed: u64, start_ms: i64) -> Self {
        Self { clock: Clock::Still { at_ms: start_ms }, random: Random::seeded(seed) }
    }
}
