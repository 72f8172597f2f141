//! convex-ops: operate Convex projects, and prove that a change breaks nobody before it goes live.

#[cfg(feature = "cli")]
pub mod cli;
pub mod compat;
pub mod error;
mod json;
pub mod keys;
pub mod rt;
pub mod schema;
pub mod source;
pub mod surface;
pub mod value;
pub mod wire;

pub use error::{Error, ErrorInfo, ErrorKind, Result};
