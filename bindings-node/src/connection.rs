//! Connections, and calls on them.

use std::sync::Arc;

use convex_ops::Reporter;
use convex_ops::wire::platform::{self, OpenFile, PlatformConnection};
use napi::Status;
use napi::bindgen_prelude::{Either, Either3, Null, Uint8Array};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

/// A callback, called on the event loop. The event loop continues while one is outstanding.
type Done<T> = ThreadsafeFunction<T, (), T, Status, false>;

/// A connection to a platform.
#[napi]
#[derive(Debug)]
pub struct Connection(Arc<PlatformConnection>);

#[napi]
impl Connection {
    /// Opens a connection, with a request in JSON.
    ///
    /// # Errors
    ///
    /// An error whose message is `{"error": …}`.
    #[napi(constructor)]
    pub fn new(request: String) -> napi::Result<Self> {
        let opened = PlatformConnection::open(&request);
        opened.map(|connection| Self(Arc::new(connection))).map_err(napi::Error::from_reason)
    }

    /// Makes a call that needs no answer of the platform.
    #[napi]
    #[must_use]
    pub fn call_now(&self, call: String) -> String {
        self.0.call_now(&call)
    }

    /// Starts a call. `done` receives the answer in JSON and before, if it `reports`, the progress.
    #[napi(ts_args_type = "call: string, done: (answer: string) => void, reports?: boolean")]
    #[must_use]
    pub fn start(&self, call: String, done: Done<String>, reports: Option<bool>) -> RunningCall {
        let done = Arc::new(done);
        let reporter = reporter(reports, &done, |progress| progress);
        RunningCall(platform::start(&self.0, call, reporter, move |answer| tell(&done, answer)))
    }

    /// Starts a call that returns a file. `done` receives the file, or the error in JSON and before, if it `reports`, the
    /// progress.
    #[napi(ts_args_type = "call: string, done: (file: File | string) => void, reports?: boolean")]
    #[must_use]
    pub fn open(&self, call: String, done: Done<Either<File, String>>, reports: Option<bool>) -> RunningCall {
        let done = Arc::new(done);
        let reporter = reporter(reports, &done, Either::B);
        RunningCall(platform::open(&self.0, call, reporter, move |file| {
            tell(&done, file.map_or_else(Either::B, |file| Either::A(File(file))));
        }))
    }
}

/// A file that is received in pieces.
#[napi]
#[derive(Debug)]
pub struct File(OpenFile);

#[napi]
impl File {
    /// Requests the next piece. `done` receives it, `null` at the end, or the error in JSON.
    #[napi(ts_args_type = "done: (piece: Uint8Array | string | null) => void")]
    #[must_use]
    pub fn next_piece(&self, done: Done<Either3<Uint8Array, String, Null>>) -> RunningCall {
        RunningCall(self.0.next_piece(move |piece| {
            tell(
                &done,
                match piece {
                    Ok(Some(bytes)) => Either3::A(bytes.into()),
                    Ok(None) => Either3::C(Null),
                    Err(error) => Either3::B(error),
                },
            );
        }))
    }
}

/// A call that runs in the background.
#[napi]
#[derive(Debug)]
pub struct RunningCall(platform::RunningCall);

#[napi]
impl RunningCall {
    /// Cancels the call. Its answer never arrives.
    #[napi]
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

/// Returns the receiver of progress of a callback, which receives the result later. It does not keep the event loop running: a
/// file keeps its receiver, but façades count pieces themselves.
fn reporter<T>(reports: Option<bool>, done: &Arc<Done<T>>, message: fn(String) -> T) -> Reporter
where
    T: napi::bindgen_prelude::ToNapiValue + 'static,
{
    if reports != Some(true) {
        return Reporter::default();
    }
    let done = Arc::downgrade(done);
    platform::reporter(move |text| {
        if let Some(done) = done.upgrade() {
            tell(&done, message(text));
        }
    })
}

/// Calls back. A callback of an event loop that has ended is not called.
fn tell<T>(done: &Done<T>, result: T)
where
    T: napi::bindgen_prelude::ToNapiValue + 'static,
{
    let _ = done.call(result, ThreadsafeFunctionCallMode::NonBlocking);
}
