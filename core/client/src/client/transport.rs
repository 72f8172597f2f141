//! What carries a request to the other side and its answer back.

use std::fmt;
use std::time::Duration;

use crate::api::Method;
use crate::keys::{REDACTED, redact};
use crate::rt::{BoxFuture, MaybeSend, MaybeSync};

/// The longest answer that is read as a whole. The largest ones are pages of a data sync.
const LONGEST_ANSWER: usize = 256 * 1024 * 1024;

/// Carries requests. The client brings one of its own; a browser's `fetch`, a recorder or a test implements it too.
///
/// ```
/// use convex_ops::client::{HttpRequest, HttpResponse, Transport, TransportError};
/// use convex_ops::rt::BoxFuture;
///
/// /// Answers everything with `{}`.
/// struct Empty;
///
/// impl Transport for Empty {
///     fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         Box::pin(async { Ok(HttpResponse { status: 200, headers: Vec::new(), body: b"{}".to_vec() }) })
///     }
/// }
/// ```
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends a request once and reads the whole answer. Redirects are not followed. Dropping the future gives up the
    /// request and whatever carries it.
    ///
    /// # Errors
    /// Fails where there is no answer; an answer with any status is a success here.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Sends a request once, and reads the answer's head alone. Where a transport doesn't say how, the whole answer is read
    /// first.
    ///
    /// # Errors
    /// See [`send`](Self::send).
    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let HttpResponse { status, headers, body } = self.send(request).await?;
            Ok(HttpAnswer { status, headers, body: Box::new(Whole(Some(body))) })
        })
    }
}

/// The body of an answer, which arrives piece by piece.
pub trait HttpBody: MaybeSend {
    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// Fails where the connection breaks.
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>>;
}

/// A body that is there.
struct Whole(Option<Vec<u8>>);

impl HttpBody for Whole {
    fn next_piece(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        let piece = self.0.take();
        Box::pin(async { Ok(piece) })
    }
}

/// An answer whose body still arrives.
#[non_exhaustive]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// The headers, with their names in lowercase.
    pub headers: Vec<(String, String)>,
    /// The body, without its transfer encoding.
    pub body: Box<dyn HttpBody>,
}

impl HttpAnswer {
    /// An answer.
    #[must_use]
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Box<dyn HttpBody>) -> Self {
        Self { status, headers, body }
    }

    /// Reads the rest.
    ///
    /// # Errors
    /// Fails where the connection breaks, and where there is more than 256 MiB.
    pub async fn read(mut self) -> Result<HttpResponse, TransportError> {
        let mut body = Vec::new();
        while let Some(piece) = self.body.next_piece().await? {
            if body.len() + piece.len() > LONGEST_ANSWER {
                return Err(TransportError::broken("the answer is longer than 256 MiB"));
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

/// A request on its way.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// The headers, in lowercase. Their values may be secret.
    pub headers: Vec<(String, String)>,
    /// The body, if there is one: a JSON text, or the bytes of a file.
    pub body: Option<Vec<u8>>,
    /// How long the making of a connection may take.
    pub connect_timeout: Duration,
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

/// An answer.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// The headers, with their names in lowercase.
    pub headers: Vec<(String, String)>,
    /// The body, without its transfer encoding.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of a name, which is given in lowercase.
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

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    begun: bool,
    message: String,
}

impl TransportError {
    /// There was no connection, so the other side has certainly not begun.
    pub fn not_connected(message: impl fmt::Display) -> Self {
        Self { begun: false, message: redact(&message.to_string()) }
    }

    /// The connection broke later: nobody knows what the other side has done.
    pub fn broken(message: impl fmt::Display) -> Self {
        Self { begun: true, message: redact(&message.to_string()) }
    }

    /// Whether the other side may have begun.
    #[must_use]
    pub fn may_have_begun(&self) -> bool {
        self.begun
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}
