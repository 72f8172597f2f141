//! Timeouts and retries of calls.

use std::time::Duration;

use super::backoff::Backoff;

/// Timeouts and retries of a call. Each client has defaults, which each call can override.
///
/// ```
/// use std::time::Duration;
/// use convex_ops::client::CallOptions;
///
/// let options = CallOptions::default().overall_timeout(Duration::from_secs(10)).max_attempts(2);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct CallOptions {
    pub(super) connect_timeout: Duration,
    pub(super) attempt_timeout: Duration,
    pub(super) overall_timeout: Duration,
    pub(super) max_attempts: usize,
    pub(super) backoff: Backoff,
}

impl Default for CallOptions {
    /// Returns the defaults: 5 s for a connection, 30 s for an attempt, 120 s overall; 5 attempts, with pauses of up to
    /// 0.2 s, 0.4 s, 0.8 s and so on, up to 10 s.
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            attempt_timeout: Duration::from_secs(30),
            overall_timeout: Duration::from_secs(120),
            max_attempts: 5,
            backoff: Backoff { first: Duration::from_millis(200), longest: Duration::from_secs(10) },
        }
    }
}

impl CallOptions {
    /// Sets the timeout of connecting.
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Self { connect_timeout, ..self }
    }

    /// Sets the timeout of one attempt, including connecting and reading the response.
    pub fn attempt_timeout(self, attempt_timeout: Duration) -> Self {
        Self { attempt_timeout, ..self }
    }

    /// Sets the overall timeout: all attempts and the pauses between them, and the wait for a free slot. A pause that
    /// would exceed it is not started.
    pub fn overall_timeout(self, overall_timeout: Duration) -> Self {
        Self { overall_timeout, ..self }
    }

    /// Sets the maximum number of attempts. 1 disables retries.
    pub fn max_attempts(self, max_attempts: usize) -> Self {
        Self { max_attempts, ..self }
    }

    /// Sets the bounds of the first pause and of any pause. Bounds double from attempt to attempt; each pause is a
    /// random part of its bound.
    pub fn backoff(self, first: Duration, longest: Duration) -> Self {
        Self { backoff: Backoff { first, longest }, ..self }
    }
}
