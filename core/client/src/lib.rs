//! The operations of Convex, their engines and handles, and the HTTP client: a layer of
//! [`convex-ops`](https://docs.rs/convex-ops), the crate to depend on.

pub mod api;
pub mod artifact;
#[doc(hidden)]
pub mod cancel;
#[cfg(feature = "client-core")]
pub mod client;
pub mod engine;
pub mod error;
pub mod handles;
#[doc(hidden)]
pub mod json;
pub mod keys;
pub mod model;
pub mod rt;
#[cfg(feature = "embedded")]
#[doc(hidden)]
pub mod sqlite;

pub use cancel::Cancel;
pub use engine::Connection;
pub use error::{Error, ErrorInfo, ErrorKind, Result};
