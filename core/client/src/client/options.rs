//! How long a call may take, and how often it is tried.

use std::time::Duration;

use super::backoff::Backoff;

/// How long a call may take, and how often it is tried. Each client has its own, and each call can have others.
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
    /// 5 s for a connection, 30 s for a try, 120 s for everything; 5 tries, with pauses of up to 0.2 s, 0.4 s, 0.8 s and
    /// so on, up to 10 s.
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
    /// How long the making of a connection may take.
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Self { connect_timeout, ..self }
    }

    /// How long one try may take, with the connection and the reading of the answer.
    pub fn attempt_timeout(self, attempt_timeout: Duration) -> Self {
        Self { attempt_timeout, ..self }
    }

    /// How long everything may take: all tries and the pauses between them, and waiting for one's turn. No pause is
    /// begun that would end later.
    pub fn overall_timeout(self, overall_timeout: Duration) -> Self {
        Self { overall_timeout, ..self }
    }

    /// How often a call is tried at most: 1 means that nothing is repeated.
    pub fn max_attempts(self, max_attempts: usize) -> Self {
        Self { max_attempts, ..self }
    }

    /// How long the first pause is at most, and how long any is. Each pause is a random part of twice the one before.
    pub fn backoff(self, first: Duration, longest: Duration) -> Self {
        Self { backoff: Backoff { first, longest }, ..self }
    }
}
