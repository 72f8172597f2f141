//! Pauses between attempts.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

use crate::random;

/// Exponential backoff with full jitter: each pause is a random part of its bound, so that clients do not retry in
/// step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Backoff {
    /// Bound of the first pause.
    pub(super) first: Duration,
    /// Maximum bound.
    pub(super) longest: Duration,
}

impl Backoff {
    /// Returns the bounds of the pauses, endlessly.
    pub(super) fn bounds(self) -> impl Iterator<Item = Duration> + Send + Sync {
        let builder = ExponentialBuilder::new().with_min_delay(self.first).with_max_delay(self.longest);
        builder.without_max_times().build()
    }
}

/// Returns a random part of a bound.
pub(super) fn jittered(bound: Duration) -> Duration {
    bound.mul_f64(random::random())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff { first: Duration::from_millis(200), longest: Duration::from_secs(1) };

    #[test]
    fn bounds_double_up_to_maximum() {
        let bounds: Vec<_> = BACKOFF.bounds().take(5).map(|bound| bound.as_millis()).collect();
        assert_eq!(bounds, [200, 400, 800, 1000, 1000]);
    }

    #[test]
    fn pauses_cover_the_range_below_bound() {
        let bound = Duration::from_secs(1);
        let pauses: Vec<_> = (0..1000).map(|_| jittered(bound)).collect();
        assert!(pauses.iter().all(|pause| *pause < bound));
        assert!(pauses.iter().any(|pause| *pause < bound / 4), "full jitter needs short pauses too");
        assert!(pauses.iter().any(|pause| *pause > bound * 3 / 4));
    }
}
