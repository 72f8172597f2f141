//! The operations of Convex, their engines and handles, and the HTTP client: a layer of
//! [`convex-ops`](https://docs.rs/convex-ops), the crate to depend on.

pub mod api;
pub mod artifact;
#[doc(hidden)]
pub mod cancel;
#[cfg(feature = "client-core")]
pub mod client;
#[doc(hidden)]
pub mod clock;
pub mod deployment_selection;
pub mod engine;
pub mod error;
#[doc(hidden)]
pub mod future;
pub mod handles;
#[doc(hidden)]
pub mod json;
pub mod keys;
pub mod model;
pub mod module_path;
#[cfg(feature = "client-core")]
mod random;
#[cfg(feature = "embedded")]
#[doc(hidden)]
pub mod sqlite;
#[doc(hidden)]
pub mod threads;

pub use cancel::Cancel;
pub use engine::Connection;
pub use error::{Error, ErrorInfo, ErrorKind, Result};
