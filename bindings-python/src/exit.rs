//! Callbacks into Python from other threads, until the interpreter exits.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use pyo3::types::{PyAnyMethods as _, PyModule};
use pyo3::{Bound, PyResult, Python, pyfunction, wrap_pyfunction};

/// Number of running callbacks.
static RUNNING: AtomicUsize = AtomicUsize::new(0);
/// `true` once the interpreter exits.
static EXITING: AtomicBool = AtomicBool::new(false);

/// Calls back from another thread, unless the interpreter exits: a thread that holds it then aborts the process.
pub(crate) fn call_back(callback: impl FnOnce(Python<'_>)) {
    RUNNING.fetch_add(1, Ordering::SeqCst);
    if !EXITING.load(Ordering::SeqCst) {
        Python::attach(callback);
    }
    RUNNING.fetch_sub(1, Ordering::SeqCst);
}

/// Waits for the callbacks that run, and lets no other begin.
#[pyfunction]
fn end_callbacks(py: Python<'_>) {
    EXITING.store(true, Ordering::SeqCst);
    py.detach(|| {
        while RUNNING.load(Ordering::SeqCst) > 0 {
            thread::sleep(Duration::from_millis(1));
        }
    });
}

/// Ends callbacks when the interpreter exits.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let end = wrap_pyfunction!(end_callbacks, module)?;
    module.py().import("atexit")?.call_method1("register", (end,)).map(drop)
}
