//! The WebAssembly module of the browser package: JSON text in, JSON text out.
//!
//! Functions, types and errors are written in TypeScript, in `ts/`.

// Promises are bound to their thread, which the client allows on this target alone.
#[cfg(target_arch = "wasm32")]
mod connection;
#[cfg(target_arch = "wasm32")]
mod transport;

use std::panic;

use wasm_bindgen::prelude::wasm_bindgen;

/// Calls an operation with a request in JSON and returns the answer in JSON.
#[wasm_bindgen]
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    convex_ops::wire::call(operation, request)
}

/// Calls `checkData` with a request in JSON, and the documents of its last table as bytes.
#[wasm_bindgen(js_name = callWithDocuments)]
#[must_use]
pub fn call_with_documents(request: &str, documents: Vec<u8>) -> String {
    convex_ops::wire::call_with_documents(request, documents)
}

#[wasm_bindgen]
extern "C" {
    /// `console.error` of the host.
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

/// Prints the location of panics on the console: the call only fails with a bare `RuntimeError`.
#[wasm_bindgen(start)]
fn start() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        error(&format!("panic at {place}: this is a bug in convex-ops"));
    }));
}
