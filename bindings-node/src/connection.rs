//! Connections, and calls on them.

use std::sync::Arc;

use convex_ops::wire::platform::{self, OpenFile, PlatformConnection};
use napi::Status;
use napi::bindgen_prelude::{Either, Either3, Null, Uint8Array};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;

/// A callback, called at most once, on the event loop. The event loop continues while one is outstanding.
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

    /// Starts a call. `done` receives the answer in JSON.
    #[napi(ts_args_type = "call: string, done: (answer: string) => void")]
    #[must_use]
    pub fn start(&self, call: String, done: Done<String>) -> RunningCall {
        RunningCall(platform::start(&self.0, call, move |answer| tell(&done, answer)))
    }

    /// Starts a call that returns a file. `done` receives the file, or the error in JSON.
    #[napi(ts_args_type = "call: string, done: (file: File | string) => void")]
    #[must_use]
    pub fn open(&self, call: String, done: Done<Either<File, String>>) -> RunningCall {
        RunningCall(platform::open(&self.0, call, move |file| {
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

/// Calls back. A callback of an event loop that has ended is not called.
fn tell<T>(done: &Done<T>, result: T)
where
    T: napi::bindgen_prelude::ToNapiValue + 'static,
{
    let _ = done.call(result, ThreadsafeFunctionCallMode::NonBlocking);
}
