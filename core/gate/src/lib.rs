//! Convex values, schemas and surfaces, and the check that a change breaks none of them: a layer of
//! [`convex-ops`](https://docs.rs/convex-ops): the crate that programs depend on.

pub mod compat;
pub mod plan;
pub mod schema;
pub mod surface;
pub mod value;

use convex_ops_client::{error, json, module_path, threads};
