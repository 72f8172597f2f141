//! convex-ops: operate Convex projects, and prove that a change breaks nobody before it goes live.

#[cfg(feature = "eval")]
pub mod analysis;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(any(feature = "client-core", feature = "embedded"))]
mod connect;
#[cfg(feature = "embedded")]
pub mod embedded;
mod export;
#[cfg(feature = "uniffi")]
pub mod ffi;
#[cfg(any(all(feature = "cli", feature = "serve"), all(feature = "source", feature = "eval")))]
mod os;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod wire;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

#[cfg(feature = "client-core")]
pub use convex_ops_client::client;
pub use convex_ops_client::{Cancel, Connection, Error, ErrorInfo, ErrorKind, Result};
pub use convex_ops_client::{api, artifact, engine, error, handles, keys, model, rt};
use convex_ops_client::{cancel, json};
pub use convex_ops_gate::{compat, schema, surface, value};

#[cfg(any(feature = "client-core", feature = "embedded"))]
pub use connect::connect;

// The Rust examples of these pages must compile.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../README.md")]
struct Readme;

#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../../docs/sdk.md")]
struct Sdk;
