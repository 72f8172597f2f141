//! Calling Convex over HTTP.
//!
//! A [`Client`] calls any [`Operation`](crate::api::Operation), and takes from its contract where it is, which scheme the
//! credential goes with, and whether it may be tried again. Tries have pauses that grow, each a random part of its bound,
//! and wait as long as the other side asks for; all within an overall time. See [`CallOptions`].
//!
//! Dropping the future of a call gives it up and closes its connection. Nothing that is printed, traced or put into an
//! error holds a secret of the call.
//!
//! Each call is a span `convex.call` and each try one in it with OpenTelemetry's names for HTTP clients.

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
mod pages;
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
pub use download::Download;
pub use options::CallOptions;
pub use pages::Pages;
pub use raw::Raw;
#[cfg(feature = "client")]
pub use reqwest_transport::ReqwestTransport;
pub use transport::{HttpAnswer, HttpBody, HttpRequest, HttpResponse, Transport, TransportError};
