//! The native module of the Python package: one crossing, text in and text out.
//!
//! Functions, types and errors are in `python/convex_ops`, written in the language itself.

/// The native module `convex_ops._native`.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    use pyo3::{Python, pyfunction};

    /// Calls an operation with a request in JSON; the answer is JSON too. Other Python threads run meanwhile.
    #[pyfunction]
    fn call(py: Python<'_>, operation: &str, request: &str) -> String {
        py.detach(|| convex_ops::wire::call(operation, request))
    }
}
