//! HTTP client for Convex.
//!
//! A [`Client`] calls any [`Operation`](crate::api::Operation). Its contract determines the URL, the scheme of the
//! credential and the condition for retries. Retries use exponential backoff with jitter, respect the wait that the
//! server requests, and end at an overall timeout. See [`CallOptions`].
//!
//! Dropping the future of a call cancels it and closes its connection. Output, traces and errors never contain a secret
//! of the call.
//!
//! Each call is a span `convex.call`, with a nested span for each attempt that follows OpenTelemetry's conventions for
//! HTTP clients.

mod attempt;
mod backoff;
mod builder;
#[expect(clippy::module_inception, reason = "the type that the module is named after")]
mod client;
mod credential;
mod download;
mod engine;
mod failure;
mod options;
mod origin;
mod policy;
mod raw;
mod redaction;
#[cfg(feature = "client")]
mod reqwest_transport;
mod retry_after;
mod timeout;
mod transport;

pub use builder::ClientBuilder;
pub use client::Client;
pub use download::HttpDownload;
pub use options::CallOptions;
pub use raw::Raw;
#[cfg(feature = "client")]
pub use reqwest_transport::ReqwestTransport;
pub use transport::{HttpAnswer, HttpBody, HttpRequest, HttpResponse, Transport, TransportError};
