//! The native module of the Python package: JSON text in, JSON text out.
//!
//! Functions, types and errors are written in Python, in `python/convex_ops`.

/// The native module `convex_ops._native`.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::sync::{Mutex, PoisonError};
    use std::thread;
    use std::time::Duration;

    use convex_ops::Cancel;
    use pyo3::exceptions::PyRuntimeError;
    use pyo3::{PyResult, Python, pyfunction};

    /// Interval between checks for signals such as Ctrl-C.
    const SIGNAL_INTERVAL: Duration = Duration::from_millis(20);

    /// Time for a cancelled call to end. Calls blocked on a pipe end later by themselves.
    const GRACE: Duration = Duration::from_millis(100);

    /// Calls an operation with a request in JSON and returns the answer in JSON. Other Python threads keep running.
    #[pyfunction]
    fn call(py: Python<'_>, operation: &str, request: &str) -> String {
        py.detach(|| convex_ops::wire::call(operation, request))
    }

    /// Calls an operation like `call`. A signal that raises an exception, such as Ctrl-C, cancels it.
    #[pyfunction]
    fn call_interruptible(py: Python<'_>, operation: String, request: String) -> PyResult<String> {
        let (cancel, (sender, answer)) = (Cancel::default(), channel());
        let token = cancel.clone();
        thread::spawn(move || sender.send(convex_ops::wire::call_until(&operation, &request, &token)));
        let answer = Mutex::new(answer);
        let wait = |time| py.detach(|| answer.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time));
        loop {
            match wait(SIGNAL_INTERVAL) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(PyRuntimeError::new_err("panic in an operation: this is a bug in convex-ops"));
                }
            }
            if let Err(interrupt) = py.check_signals() {
                cancel.cancel();
                let _ended = wait(GRACE);
                return Err(interrupt);
            }
        }
    }
}
