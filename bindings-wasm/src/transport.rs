//! HTTP requests through the `fetch` of the caller.

use convex_ops::client::{HttpAnswer, HttpBody, HttpRequest, HttpResponse, Transport, TransportError};
use convex_ops::engine::BoxFuture;
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// A request that was sent; see `ts/transport.ts`.
    type Exchange;

    /// The head of the response, once it has arrived.
    #[wasm_bindgen(method, getter)]
    fn head(this: &Exchange) -> Promise;

    /// Ends the request and its response.
    #[wasm_bindgen(method)]
    fn abort(this: &Exchange);

    /// The head of a response.
    type Head;

    #[wasm_bindgen(method, getter)]
    fn status(this: &Head) -> u16;

    /// Names and values in turn.
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Head) -> Array;

    /// The next piece of the body, or `undefined` at the end.
    #[wasm_bindgen(method)]
    fn read(this: &Head) -> Promise;
}

/// Sends requests through a function of JavaScript.
pub(crate) struct FetchTransport {
    send: Function,
}

impl FetchTransport {
    pub(crate) fn new(send: Function) -> Self {
        Self { send }
    }

    fn start(&self, request: HttpRequest) -> Result<Running, TransportError> {
        let HttpRequest { method, url, headers, body, .. } = request;
        let names_and_values: Array =
            headers.into_iter().flat_map(|(name, value)| [name, value]).map(JsValue::from).collect();
        let body = body.map_or(JsValue::UNDEFINED, |body| Uint8Array::from(body.as_slice()).into());
        let arguments = Array::of4(&method.as_str().into(), &url.into(), &names_and_values, &body);
        let exchange =
            self.send.apply(&JsValue::NULL, &arguments).map_err(|error| TransportError::not_connected(text(&error)))?;
        Ok(Running(exchange.unchecked_into()))
    }
}

impl Transport for FetchTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.open(request).await?.read().await })
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let running = self.start(request)?;
            let head: Head = wait(running.0.head()).await?.unchecked_into();
            let texts: Vec<String> = head.headers().iter().filter_map(|text| text.as_string()).collect();
            let pairs = texts.chunks_exact(2).filter_map(|pair| Some((pair.first()?.clone(), pair.last()?.clone())));
            Ok(HttpAnswer::new(head.status(), pairs.collect(), Box::new(FetchBody { _running: running, head })))
        })
    }
}

/// A request, which ends when this is dropped.
struct Running(Exchange);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct FetchBody {
    head: Head,
    _running: Running,
}

impl HttpBody for FetchBody {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async move {
            let piece = wait(self.head.read()).await?;
            Ok(piece.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
        })
    }
}

/// Waits for a promise. `fetch` does not tell if a failed request was sent.
async fn wait(promise: Promise) -> Result<JsValue, TransportError> {
    JsFuture::from(promise).await.map_err(|error| TransportError::disconnected(text(&error)))
}

fn text(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "the request failed".to_owned(), |error| error.message().into())
}
