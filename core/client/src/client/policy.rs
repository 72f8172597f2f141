//! Retry policy.

use std::time::Duration;

use super::transport::TransportError;
use crate::api::Retry;

/// Failure of an attempt.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// No response.
    Transport(TransportError),
    /// No response in time.
    Timeout,
    /// Error response.
    Status {
        status: u16,
        /// Time to wait as requested by the server.
        retry_after: Option<Duration>,
    },
}

impl Failure {
    /// Returns `true` if the server may have performed the operation anyway.
    pub(super) fn may_have_started(&self) -> bool {
        match self {
            Self::Transport(error) => error.may_have_started(),
            Self::Timeout => true,
            // 429 is returned before anything is started, and so is a 503 with `Retry-After`.
            Self::Status { status: 429, .. } | Self::Status { status: 503, retry_after: Some(_) } => false,
            Self::Status { .. } => true,
        }
    }

    /// Returns `true` if the same request may succeed later.
    pub(super) fn is_passing(&self) -> bool {
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

/// Returns the pause before the next attempt, or `None` if the call is not retried.
///
/// The wait that the server requests is a minimum.
pub(super) fn next_try(class: Retry, failure: &Failure, pause: Duration) -> Option<Duration> {
    let allowed = match class {
        Retry::Always | Retry::UntilGone => true,
        Retry::IfNotStarted => !failure.may_have_started(),
    };
    (allowed && failure.is_passing()).then(|| failure.retry_after().map_or(pause, |wait| wait.max(pause)))
}

/// Returns `true` if the failure of a retry means that an earlier attempt succeeded: the resource to delete does not
/// exist.
pub(super) fn is_done(class: Retry, failure: &Failure, an_earlier_try_may_have_started: bool) -> bool {
    let is_gone = matches!(failure, Failure::Status { status: 404, .. });
    class == Retry::UntilGone && is_gone && an_earlier_try_may_have_started
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_millis(100);

    fn status(status: u16) -> Failure {
        Failure::Status { status, retry_after: None }
    }

    fn status_with_retry_after(status: u16, seconds: u64) -> Failure {
        Failure::Status { status, retry_after: Some(Duration::from_secs(seconds)) }
    }

    fn is_retried(class: Retry, failure: &Failure) -> bool {
        next_try(class, failure, PAUSE).is_some()
    }

    #[test]
    fn idempotent_calls_are_retried_after_transient_failures() {
        let passing = [408, 425, 429, 500, 502, 503, 504].map(status);
        let broken = [Failure::Timeout, Failure::Transport(TransportError::disconnected("reset"))];
        for failure in passing.iter().chain(&broken) {
            assert!(is_retried(Retry::Always, failure) && is_retried(Retry::UntilGone, failure), "{failure:?}");
        }
        for failure in [400, 401, 403, 404, 409, 413, 501].map(status) {
            assert!(!is_retried(Retry::Always, &failure) && !is_retried(Retry::IfNotStarted, &failure), "{failure:?}");
        }
    }

    #[test]
    fn other_calls_are_retried_only_if_not_started() {
        let not_started = [
            Failure::Transport(TransportError::not_connected("refused")),
            status(429),
            status_with_retry_after(503, 1),
        ];
        assert!(not_started.iter().all(|failure| is_retried(Retry::IfNotStarted, failure)));
        let maybe = [
            Failure::Timeout,
            Failure::Transport(TransportError::disconnected("reset")),
            status(503),
            status_with_retry_after(500, 1),
        ];
        assert!(!maybe.iter().any(|failure| is_retried(Retry::IfNotStarted, failure)));
    }

    #[test]
    fn requested_wait_is_a_minimum() {
        assert_eq!(next_try(Retry::Always, &status_with_retry_after(429, 7), PAUSE), Some(Duration::from_secs(7)));
        assert_eq!(next_try(Retry::Always, &status_with_retry_after(429, 0), PAUSE), Some(PAUSE));
    }

    #[test]
    fn not_found_after_possible_deletion_is_success() {
        assert!(is_done(Retry::UntilGone, &status(404), true));
        assert!(!is_done(Retry::UntilGone, &status(404), false));
        assert!(!is_done(Retry::Always, &status(404), true));
        assert!(!is_done(Retry::UntilGone, &status(403), true));
    }
}
