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

/// Waits for the result of another thread.
pub(crate) struct Waiting<T>(Mutex<Receiver<T>>);

impl<T: Send> Waiting<T> {
    /// Creates both ends.
    pub(crate) fn new() -> (Sender<T>, Self) {
        let (sender, receiver) = channel();
        (sender, Self(Mutex::new(receiver)))
    }

    /// Waits for the result. A signal that raises an exception cancels the work.
    pub(crate) fn wait(&self, py: Python<'_>, cancel: impl Fn()) -> PyResult<T> {
        let wait = |time| py.detach(|| self.0.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time));
        loop {
            match wait(SIGNAL_INTERVAL) {
                Ok(result) => return Ok(result),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(PyRuntimeError::new_err("panic in an operation: this is a bug in convex-ops"));
                }
            }
            if let Err(interrupt) = py.check_signals() {
                cancel();
                let _ended = wait(GRACE);
                return Err(interrupt);
            }
        }
    }
}
