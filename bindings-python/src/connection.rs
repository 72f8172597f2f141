//! Connections, and calls on them.

use std::sync::Arc;

use convex_ops::wire::platform::{self, OpenFile, PlatformConnection};
use pyo3::types::PyBytes;
use pyo3::{Bound, Py, PyAny, PyResult, Python, create_exception, pyclass, pymethods};

use crate::waiting::Waiting;

create_exception!(_native, Failure, pyo3::exceptions::PyException, "An error as JSON: `{\"error\": …}`.");

/// A connection to a platform.
#[pyclass(frozen, module = "convex_ops._native")]
pub(crate) struct Connection(Arc<PlatformConnection>);

#[pymethods]
impl Connection {
    /// Opens a connection. Raises `Failure` if it is invalid.
    #[new]
    fn new(py: Python<'_>, request: &str) -> PyResult<Self> {
        let opened = py.detach(|| PlatformConnection::open(request));
        opened.map(|connection| Self(Arc::new(connection))).map_err(Failure::new_err)
    }

    /// Makes a call and returns its answer. A signal that raises an exception, such as Ctrl-C, cancels it.
    fn call(&self, py: Python<'_>, call: String) -> PyResult<String> {
        let (sender, waiting) = Waiting::new();
        let running = platform::start(&self.0, call, move |answer| drop(sender.send(answer)));
        waiting.wait(py, || running.cancel())
    }

    /// Starts a call. `done` receives the answer on another thread.
    fn start(&self, call: String, done: Py<PyAny>) -> RunningCall {
        RunningCall(platform::start(&self.0, call, move |answer| {
            // The façade's callback raises only if its event loop is closed: nothing waits for the answer then.
            let _ = Python::attach(|py| done.call1(py, (answer,)).map(drop));
        }))
    }

    /// Makes a call that returns a file. Raises `Failure` if it fails.
    fn open(&self, py: Python<'_>, call: String) -> PyResult<File> {
        let (sender, waiting) = Waiting::new();
        let running = platform::open(&self.0, call, move |file| drop(sender.send(file)));
        waiting.wait(py, || running.cancel())?.map(File).map_err(Failure::new_err)
    }
}

/// A file that is received in pieces.
#[pyclass(frozen, module = "convex_ops._native")]
pub(crate) struct File(OpenFile);

#[pymethods]
impl File {
    /// Returns the next piece, or `None` at the end. Raises `Failure` if it fails.
    fn next_piece<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let (sender, waiting) = Waiting::new();
        let running = self.0.next_piece(move |piece| drop(sender.send(piece)));
        let piece = waiting.wait(py, || running.cancel())?.map_err(Failure::new_err)?;
        Ok(piece.map(|bytes| PyBytes::new(py, &bytes)))
    }
}

/// A call that runs in the background.
#[pyclass(frozen, module = "convex_ops._native")]
pub(crate) struct RunningCall(platform::RunningCall);

#[pymethods]
impl RunningCall {
    /// Cancels the call. Its answer never arrives.
    fn cancel(&self) {
        self.0.cancel();
    }
}
