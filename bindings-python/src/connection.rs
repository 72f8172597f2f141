//! Connections, and calls on them.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use convex_ops::Reporter;
use convex_ops::wire::platform::{self, OpenFile, PlatformConnection};
use pyo3::types::PyBytes;
use pyo3::{Bound, Py, PyAny, PyResult, Python, create_exception, pyclass, pymethods};

use crate::exit::call_back;
use crate::waiting::{Message, Waiting};

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

    /// Makes a call and returns its answer. `progress` receives the progress as JSON. An exception of it, or of a signal
    /// such as Ctrl-C, cancels the call.
    #[pyo3(signature = (call, progress=None))]
    fn call(&self, py: Python<'_>, call: String, progress: Option<Py<PyAny>>) -> PyResult<String> {
        let (sender, waiting) = Waiting::new();
        let reporter = reporter(&sender, progress.as_ref());
        let running = platform::start(&self.0, call, reporter, move |answer| drop(sender.send(Message::Done(answer))));
        waiting.wait(py, move |text| report(py, progress.as_ref(), text), || running.cancel())
    }

    /// Starts a call. `done` receives the answer, and `progress` the progress as JSON, on another thread.
    #[pyo3(signature = (call, done, progress=None))]
    fn start(&self, call: String, done: Py<PyAny>, progress: Option<Py<PyAny>>) -> RunningCall {
        let reporter = progress.map_or_else(Reporter::default, |progress| {
            platform::reporter(move |text| {
                // The façade's callback raises only if its event loop is closed.
                call_back(|py| drop(report(py, Some(&progress), text)));
            })
        });
        RunningCall(platform::start(&self.0, call, reporter, move |answer| {
            // The façade's callback raises only if its event loop is closed: nothing waits for the answer then.
            call_back(|py| drop(done.call1(py, (answer,))));
        }))
    }

    /// Makes a call that returns a file, like `call`. Raises `Failure` if it fails.
    #[pyo3(signature = (call, progress=None))]
    fn open(&self, py: Python<'_>, call: String, progress: Option<Py<PyAny>>) -> PyResult<File> {
        let (sender, waiting) = Waiting::new();
        let reporter = reporter(&sender, progress.as_ref());
        let running = platform::open(&self.0, call, reporter, move |file| drop(sender.send(Message::Done(file))));
        let file = waiting.wait(py, move |text| report(py, progress.as_ref(), text), || running.cancel())?;
        file.map(File).map_err(Failure::new_err)
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
        let running = self.0.next_piece(move |piece| drop(sender.send(Message::Done(piece))));
        let piece = waiting.wait(py, |_| Ok(()), || running.cancel())?.map_err(Failure::new_err)?;
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

/// Sends progress to the thread that waits, if it has a function for it.
fn reporter<T: Send + 'static>(sender: &Sender<Message<T>>, progress: Option<&Py<PyAny>>) -> Reporter {
    let sender = sender.clone();
    progress
        .map_or_else(Reporter::default, |_| platform::reporter(move |text| drop(sender.send(Message::Progress(text)))))
}

/// Calls a function with progress.
fn report(py: Python<'_>, progress: Option<&Py<PyAny>>, text: String) -> PyResult<()> {
    progress.map_or(Ok(()), |progress| progress.call1(py, (text,)).map(drop))
}
