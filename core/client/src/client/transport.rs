//! Transports: the interface to HTTP libraries.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::api::Method;
use crate::future::{BoxFuture, MaybeSend, MaybeSync};
use crate::keys::{REDACTED, redact};

/// Maximum size of a response read completely. The largest ones are pages of a data sync.
const MAX_RESPONSE_SIZE: usize = 256 * 1024 * 1024;

/// A transport for HTTP requests. The client has a default one; a browser's `fetch`, a recorder or a test can be another.
///
/// ```
/// use convex_ops::client::{HttpRequest, HttpResponse, Transport, TransportError};
/// use convex_ops::engine::BoxFuture;
///
/// /// Responds to every request with `{}`.
/// struct Empty;
///
/// impl Transport for Empty {
///     fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         Box::pin(async { Ok(HttpResponse { status: 200, headers: Vec::new(), body: b"{}".to_vec() }) })
///     }
/// }
/// ```
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends a request once and reads the complete response. Redirects are not followed. Dropping the future cancels
    /// the request.
    ///
    /// # Errors
    ///
    /// Fails if no response arrives. A response with any status is a success here.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Sends a request once and reads only the head of the response. By default, the complete response is read.
    ///
    /// # Errors
    ///
    /// See [`send`](Self::send).
    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let HttpResponse { status, headers, body } = self.send(request).await?;
            Ok(HttpAnswer { status, headers, body: Box::new(CompleteBody(Some(body))) })
        })
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.as_ref().send(request)
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        self.as_ref().open(request)
    }
}

/// A response body, read in pieces.
pub trait HttpBody: MaybeSend {
    /// Returns the next piece, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Fails if the connection breaks.
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>>;
}

/// A complete body.
struct CompleteBody(Option<Vec<u8>>);

impl HttpBody for CompleteBody {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        let piece = self.0.take();
        Box::pin(async { Ok(piece) })
    }
}

/// A response whose body has not been read.
#[non_exhaustive]
pub struct HttpAnswer {
    /// HTTP status.
    pub status: u16,
    /// Headers, with lower case names.
    pub headers: Vec<(String, String)>,
    /// Body, without its transfer encoding.
    pub body: Box<dyn HttpBody>,
}

impl HttpAnswer {
    /// Creates a response.
    #[must_use]
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Box<dyn HttpBody>) -> Self {
        Self { status, headers, body }
    }

    /// Reads the body.
    ///
    /// # Errors
    ///
    /// Fails if the connection breaks, and above 256 MiB.
    pub async fn read(mut self) -> Result<HttpResponse, TransportError> {
        let mut body = Vec::new();
        while let Some(piece) = self.body.next_piece().await? {
            if body.len() + piece.len() > MAX_RESPONSE_SIZE {
                return Err(TransportError::disconnected("response exceeds 256 MiB"));
            }
            body.extend_from_slice(&piece);
        }
        Ok(HttpResponse { status: self.status, headers: self.headers, body })
    }
}

impl fmt::Debug for HttpAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpAnswer").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A request to send.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// Method.
    pub method: Method,
    /// Complete URL.
    pub url: String,
    /// Headers, with lower case names. Their values may be secret.
    pub headers: Vec<(String, String)>,
    /// Body, if any: JSON text or the bytes of a file.
    pub body: Option<Vec<u8>>,
    /// Timeout of connecting.
    pub connect_timeout: Duration,
}

impl HttpRequest {
    /// Creates a request without headers and body, as a program that forwards requests does.
    ///
    /// ```
    /// use convex_ops::api::Method;
    /// use convex_ops::client::HttpRequest;
    ///
    /// let request = HttpRequest::new(Method::Get, "https://api.convex.dev/v1/token_details")
    ///     .header("authorization", "Bearer ey…")
    ///     .connect_timeout(std::time::Duration::from_secs(5));
    /// assert_eq!(request.headers.len(), 1);
    /// ```
    #[must_use]
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        let connect_timeout = super::CallOptions::default().connect_timeout;
        Self { method, url: url.into(), headers: Vec::new(), body: None, connect_timeout }
    }

    /// Adds a header. The name is in lower case.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sets the timeout of connecting.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        let body = self.body.as_ref().map(|_| REDACTED);
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &redact(&self.url))
            .field("headers", &names)
            .field("body", &body)
            .finish_non_exhaustive()
    }
}

/// A complete response.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers, with lower case names.
    pub headers: Vec<(String, String)>,
    /// Body, without its transfer encoding.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// Returns the first header with a name, given in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse").field("status", &self.status).finish_non_exhaustive()
    }
}

/// Reason for a missing response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    started: bool,
    message: String,
}

impl TransportError {
    /// Creates the error for a failed connection. The server has certainly not started.
    pub fn not_connected(message: impl fmt::Display) -> Self {
        Self { started: false, message: redact(&message.to_string()) }
    }

    /// Creates the error for a broken connection. The state of the server is unknown.
    pub fn disconnected(message: impl fmt::Display) -> Self {
        Self { started: true, message: redact(&message.to_string()) }
    }

    /// Returns `true` if the server may have started.
    #[must_use]
    pub fn may_have_started(&self) -> bool {
        self.started
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}
