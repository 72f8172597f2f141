//! The WebAssembly module of the browser package: one crossing, text in and text out.
//!
//! Functions, types and errors are in `ts/`, written in the language itself.

use std::panic;

use wasm_bindgen::prelude::wasm_bindgen;

/// Calls an operation with a request in JSON; the answer is JSON too.
#[wasm_bindgen]
#[must_use]
pub fn call(operation: &str, request: &str) -> String {
    convex_ops::wire::call(operation, request)
}

#[wasm_bindgen]
extern "C" {
    /// `console.error` of the host.
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

/// A panic ends the call with a bare `RuntimeError`; where it came from is only seen on the console.
#[wasm_bindgen(start)]
fn start() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        error(&format!("a bug in convex-ops: it panicked at {place}"));
    }));
}
