//! Whether a call that failed is tried again.

use std::time::Duration;

use super::transport::TransportError;
use crate::api::Retry;

/// How a try ended without what was asked for.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// There was no answer.
    Transport(TransportError),
    /// There was none in time.
    Timeout,
    /// The other side refused.
    Status {
        status: u16,
        /// How long it asked to wait.
        retry_after: Option<Duration>,
    },
}

impl Failure {
    /// Whether the other side may have done what was asked for all the same.
    pub(super) fn may_have_begun(&self) -> bool {
        match self {
            Self::Transport(error) => error.may_have_begun(),
            Self::Timeout => true,
            // 429 refuses before anything is begun, and so does a 503 that says when to come back.
            Self::Status { status: 429, .. } | Self::Status { status: 503, retry_after: Some(_) } => false,
            Self::Status { .. } => true,
        }
    }

    /// Whether the same request may well succeed later.
    fn is_passing(&self) -> bool {
        match self {
            Self::Transport(_) | Self::Timeout => true,
            Self::Status { status, .. } => matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            Self::Transport(_) | Self::Timeout => None,
        }
    }
}

/// How long to wait before the next try, given the pause that is due; nothing, where there is to be none.
///
/// What the other side asks for is a minimum.
pub(super) fn next_try(class: Retry, failure: &Failure, pause: Duration) -> Option<Duration> {
    let allowed = match class {
        Retry::Always | Retry::UntilGone => true,
        Retry::IfNotBegun => !failure.may_have_begun(),
    };
    (allowed && failure.is_passing()).then(|| failure.retry_after().map_or(pause, |wait| wait.max(pause)))
}

/// Whether a refusal of a later try means that an earlier one has done it: what is to be removed is gone.
pub(super) fn is_done(class: Retry, failure: &Failure, an_earlier_try_may_have_begun: bool) -> bool {
    let is_gone = matches!(failure, Failure::Status { status: 404, .. });
    class == Retry::UntilGone && is_gone && an_earlier_try_may_have_begun
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_millis(100);

    fn status(status: u16) -> Failure {
        Failure::Status { status, retry_after: None }
    }

    fn later(status: u16, seconds: u64) -> Failure {
        Failure::Status { status, retry_after: Some(Duration::from_secs(seconds)) }
    }

    fn retried(class: Retry, failure: &Failure) -> bool {
        next_try(class, failure, PAUSE).is_some()
    }

    #[test]
    fn what_is_safe_to_repeat_is_repeated_after_every_passing_failure() {
        let passing = [408, 425, 429, 500, 502, 503, 504].map(status);
        let broken = [Failure::Timeout, Failure::Transport(TransportError::broken("reset"))];
        for failure in passing.iter().chain(&broken) {
            assert!(retried(Retry::Always, failure) && retried(Retry::UntilGone, failure), "{failure:?}");
        }
        for failure in [400, 401, 403, 404, 409, 413, 501].map(status) {
            assert!(!retried(Retry::Always, &failure) && !retried(Retry::IfNotBegun, &failure), "{failure:?}");
        }
    }

    #[test]
    fn other_calls_are_repeated_only_where_nothing_was_begun() {
        let not_begun = [Failure::Transport(TransportError::not_connected("refused")), status(429), later(503, 1)];
        assert!(not_begun.iter().all(|failure| retried(Retry::IfNotBegun, failure)));
        let maybe = [Failure::Timeout, Failure::Transport(TransportError::broken("reset")), status(503), later(500, 1)];
        assert!(!maybe.iter().any(|failure| retried(Retry::IfNotBegun, failure)));
    }

    #[test]
    fn what_the_other_side_asks_for_is_a_minimum() {
        assert_eq!(next_try(Retry::Always, &later(429, 7), PAUSE), Some(Duration::from_secs(7)));
        assert_eq!(next_try(Retry::Always, &later(429, 0), PAUSE), Some(PAUSE));
    }

    #[test]
    fn what_is_gone_after_a_try_that_may_have_removed_it_was_removed() {
        assert!(is_done(Retry::UntilGone, &status(404), true));
        assert!(!is_done(Retry::UntilGone, &status(404), false));
        assert!(!is_done(Retry::Always, &status(404), true));
        assert!(!is_done(Retry::UntilGone, &status(403), true));
    }
}
