//! The native module of the Python package: one crossing, text in and text out.
//!
//! Functions, types and errors are in `python/convex_ops`, written in the language itself.

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

    /// How often it is looked for whether somebody pressed Ctrl-C.
    const LOOK: Duration = Duration::from_millis(20);

    /// How long a cancelled call may take to end. What waits for a pipe can't, and ends by itself later.
    const GRACE: Duration = Duration::from_millis(100);

    /// Calls an operation with a request in JSON; the answer is JSON too. Other Python threads run meanwhile.
    #[pyfunction]
    fn call(py: Python<'_>, operation: &str, request: &str) -> String {
        py.detach(|| convex_ops::wire::call(operation, request))
    }

    /// The same for what may take long: a signal that raises an exception, as Ctrl-C does, cancels it.
    #[pyfunction]
    fn call_interruptible(py: Python<'_>, operation: String, request: String) -> PyResult<String> {
        let (cancel, (sender, answer)) = (Cancel::default(), channel());
        let token = cancel.clone();
        thread::spawn(move || sender.send(convex_ops::wire::call_until(&operation, &request, &token)));
        let answer = Mutex::new(answer);
        let wait = |time| py.detach(|| answer.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(time));
        loop {
            match wait(LOOK) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(PyRuntimeError::new_err("the call gave no answer")),
            }
            if let Err(interrupt) = py.check_signals() {
                cancel.cancel();
                let _ended = wait(GRACE);
                return Err(interrupt);
            }
        }
    }
}
