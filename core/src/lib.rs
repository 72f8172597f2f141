//! convex-ops: operate Convex projects, and prove that a change breaks nobody before it goes live.

#[cfg(feature = "eval")]
pub mod analysis;
pub mod api;
pub mod artifact;
mod cancel;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "client-core")]
pub mod client;
pub mod compat;
#[cfg(any(feature = "client-core", feature = "embedded"))]
mod connect;
#[cfg(feature = "embedded")]
pub mod embedded;
pub mod engine;
pub mod error;
mod export;
#[cfg(feature = "uniffi")]
pub mod ffi;
pub mod handles;
mod json;
pub mod keys;
pub mod model;
pub mod rt;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod surface;
pub mod value;
pub mod wire;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

pub use cancel::Cancel;
#[cfg(any(feature = "client-core", feature = "embedded"))]
pub use connect::connect;
pub use engine::Connection;
pub use error::{Error, ErrorInfo, ErrorKind, Result};
