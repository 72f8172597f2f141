//! Waiting for another thread while signals are handled.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::{PyResult, Python};

/// Interval between checks for signals such as Ctrl-C.
const SIGNAL_INTERVAL: Duration = Duration::from_millis(20);

/// Time for a cancelled call to end. Calls blocked on a pipe end later by themselves.
const GRACE: Duration = Duration::from_millis(100);

/// Message of the other thread.
pub(crate) enum Message<T> {
    /// Progress, as JSON.
    Progress(String),
    /// Result of the work.
    Done(T),
}

/// Waits for the result of another thread.
pub(crate) struct Waiting<T>(Mutex<Receiver<Message<T>>>);

impl<T: Send> Waiting<T> {
    /// Creates both ends.
    pub(crate) fn new() -> (Sender<Message<T>>, Self) {
        let (sender, receiver) = channel();
        (sender, Self(Mutex::new(receiver)))
    }

    /// Waits for the result. A signal that raises an exception, or an exception of `progress`, cancels the work.
    pub(crate) fn wait(
        &self,
        py: Python<'_>,
        progress: impl Fn(String) -> PyResult<()>,
        cancel: impl Fn(),
    ) -> PyResult<T> {
        let wait = |time| py.detach(|| self.0.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time));
        loop {
            let reported = match wait(SIGNAL_INTERVAL) {
                Ok(Message::Done(result)) => return Ok(result),
                Ok(Message::Progress(text)) => progress(text),
                Err(RecvTimeoutError::Timeout) => Ok(()),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(PyRuntimeError::new_err("panic in an operation: this is a bug in convex-ops"));
                }
            };
            if let Err(interrupt) = reported.and_then(|()| py.check_signals()) {
                cancel();
                while let Ok(Message::Progress(_)) = wait(GRACE) {}
                return Err(interrupt);
            }
        }
    }
}
