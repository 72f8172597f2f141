//! convex-ops: operate Convex projects, and prove that a change breaks nobody before it goes live.

pub mod error;
mod json;
pub mod rt;
pub mod schema;
pub mod value;

pub use error::{Error, ErrorInfo, ErrorKind, Result};
