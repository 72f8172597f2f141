//! The native addon of the Node package: JSON text in, JSON text out, synchronously or on a worker thread.
//!
//! Functions, types and errors are written in TypeScript, in `ts/`.
#![expect(clippy::needless_pass_by_value, reason = "napi passes strings by value")]

mod connection;

use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Task};
use napi_derive::napi;

/// Calls an operation with a request in JSON and returns the answer in JSON.
#[napi]
#[must_use]
pub fn call(operation: String, request: String) -> String {
    convex_ops::wire::call(&operation, &request)
}

/// Calls an operation on a worker thread, without blocking the event loop, until it is cancelled.
#[napi(ts_return_type = "Promise<string>")]
#[must_use]
pub fn call_async(operation: String, request: String, cancel: &Cancel) -> AsyncTask<Call> {
    AsyncTask::new(Call { operation, request, cancel: cancel.0.clone() })
}

/// Cancels calls on worker threads.
#[napi]
#[derive(Debug, Default)]
pub struct Cancel(convex_ops::Cancel);

#[napi]
impl Cancel {
    /// Creates a token that is not cancelled.
    #[napi(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels the calls with this token.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

/// A call to run on a worker thread.
#[derive(Debug)]
pub struct Call {
    operation: String,
    request: String,
    cancel: convex_ops::Cancel,
}

impl Task for Call {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> napi::Result<String> {
        Ok(convex_ops::wire::call_until(&self.operation, &self.request, &self.cancel))
    }

    fn resolve(&mut self, _env: Env, answer: String) -> napi::Result<String> {
        Ok(answer)
    }
}
