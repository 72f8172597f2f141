//! Connections, and calls on them.

use std::rc::Rc;

use convex_ops::wire::platform::{self, PlatformConnection};
use convex_ops::{Download, Reporter};
use futures_util::future::{AbortHandle, abortable};
use futures_util::lock::Mutex;
use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use crate::transport::FetchTransport;

/// A connection to a platform.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Connection(Rc<PlatformConnection>);

#[wasm_bindgen]
impl Connection {
    /// Opens a connection, with a request in JSON. `send` sends an HTTP request.
    ///
    /// # Errors
    ///
    /// An error whose message is `{"error": …}`.
    #[wasm_bindgen(constructor)]
    pub fn new(request: &str, send: Function) -> Result<Self, JsError> {
        let opened = PlatformConnection::open_through(request, FetchTransport::new(send));
        opened.map(|connection| Self(Rc::new(connection))).map_err(|error| JsError::new(&error))
    }

    /// Makes a call that needs no answer of the platform.
    #[wasm_bindgen(js_name = callNow)]
    #[must_use]
    pub fn call_now(&self, call: &str) -> String {
        self.0.call_now(call)
    }

    /// Starts a call. `done` receives the answer in JSON and before, if it `reports`, the progress.
    #[must_use]
    pub fn start(&self, call: String, done: Function, reports: Option<bool>) -> RunningCall {
        let (connection, reporter) = (Rc::clone(&self.0), reporter(reports, &done));
        RunningCall::spawn(async move { tell(&done, &connection.call_reporting(&call, reporter).await.into()) })
    }

    /// Starts a call that returns a file. `done` receives the file, or the error in JSON and before, if it `reports`, the
    /// progress.
    #[must_use]
    pub fn open(&self, call: String, done: Function, reports: Option<bool>) -> RunningCall {
        let (connection, reporter) = (Rc::clone(&self.0), reporter(reports, &done));
        RunningCall::spawn(async move {
            match connection.open_file(&call, reporter).await {
                Ok(file) => tell(&done, &DownloadedFile(Rc::new(Mutex::new(file))).into()),
                Err(error) => tell(&done, &error.into()),
            }
        })
    }
}

/// A file that is received in pieces.
#[wasm_bindgen]
#[derive(Debug)]
pub struct DownloadedFile(Rc<Mutex<Download>>);

#[wasm_bindgen]
impl DownloadedFile {
    /// Requests the next piece. `done` receives it, `null` at the end, or the error in JSON.
    #[wasm_bindgen(js_name = nextPiece)]
    #[must_use]
    pub fn next_piece(&self, done: Function) -> RunningCall {
        let file = Rc::clone(&self.0);
        RunningCall::spawn(async move {
            let piece = file.lock().await.next_piece().await;
            match piece {
                Ok(Some(bytes)) => tell(&done, &Uint8Array::from(bytes.as_slice()).into()),
                Ok(None) => tell(&done, &JsValue::NULL),
                Err(error) => tell(&done, &convex_ops::wire::error_text(error.info()).into()),
            }
        })
    }
}

/// A call that runs in the background.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RunningCall(AbortHandle);

#[wasm_bindgen]
impl RunningCall {
    /// Cancels the call. Its answer never arrives.
    pub fn cancel(&self) {
        self.0.abort();
    }
}

impl RunningCall {
    fn spawn(work: impl Future<Output = ()> + 'static) -> Self {
        let (work, handle) = abortable(work);
        wasm_bindgen_futures::spawn_local(async move {
            let _ = work.await;
        });
        Self(handle)
    }
}

/// Returns the receiver of progress of a callback, which receives the result later.
fn reporter(reports: Option<bool>, done: &Function) -> Reporter {
    if reports != Some(true) {
        return Reporter::default();
    }
    let done = done.clone();
    platform::reporter(move |text| tell(&done, &text.into()))
}

/// Calls back. The package's own callbacks do not throw.
fn tell(done: &Function, result: &JsValue) {
    let _ = done.call1(&JsValue::NULL, result);
}
