//! The native module of the Python package: JSON text in, JSON text out.
//!
//! Functions, types and errors are written in Python, in `python/convex_ops`.

mod connection;
mod exit;
mod waiting;

/// The native module `convex_ops._native`.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use std::thread;

    use convex_ops::Cancel;
    use pyo3::types::PyModule;
    use pyo3::{Bound, PyResult, Python, pyfunction};

    use crate::waiting::{Message, Waiting};

    #[pymodule_export]
    use crate::connection::{Connection, Failure, File, RunningCall};

    /// Prepares the module.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::exit::register(module)
    }

    /// Calls an operation with a request in JSON and returns the answer in JSON. Other Python threads keep running.
    #[pyfunction]
    fn call(py: Python<'_>, operation: &str, request: &str) -> String {
        py.detach(|| convex_ops::wire::call(operation, request))
    }

    /// Calls an operation like `call`. A signal that raises an exception, such as Ctrl-C, cancels it.
    #[pyfunction]
    fn call_interruptible(py: Python<'_>, operation: String, request: String) -> PyResult<String> {
        let (cancel, (sender, waiting)) = (Cancel::default(), Waiting::new());
        let token = cancel.clone();
        thread::spawn(move || sender.send(Message::Done(convex_ops::wire::call_until(&operation, &request, &token))));
        waiting.wait(py, |_| Ok(()), || cancel.cancel())
    }
}
