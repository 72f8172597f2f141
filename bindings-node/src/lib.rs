//! The native addon of the Node package: one crossing, text in and text out, at once or on a worker thread.
//!
//! Functions, types and errors are in `ts/`, written in the language itself.
#![expect(clippy::needless_pass_by_value, reason = "strings cross by value")]

use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Task};
use napi_derive::napi;

/// Calls an operation with a request in JSON; the answer is JSON too.
#[napi]
#[must_use]
pub fn call(operation: String, request: String) -> String {
    convex_ops::wire::call(&operation, &request)
}

/// The same on a worker thread, until it is cancelled: the event loop goes on meanwhile.
#[napi(ts_return_type = "Promise<string>")]
#[must_use]
pub fn call_async(operation: String, request: String, cancel: &Cancel) -> AsyncTask<Call> {
    AsyncTask::new(Call { operation, request, cancel: cancel.0.clone() })
}

/// What cancels a call on a worker thread.
#[napi]
#[derive(Debug, Default)]
pub struct Cancel(convex_ops::Cancel);

#[napi]
impl Cancel {
    /// Cancels nothing yet.
    #[napi(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels the calls that were given this.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

/// A call that waits for a worker thread.
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
