//! The queries of Convex's own that are asked of a deployment by name: `_system/cli/tables`. Its command and its
//! dashboard read nearly everything through them.
//!
//! Source: `npm-packages/system-udfs/convex/_system/cli` of convex-backend. Which permissions they need is theirs.

mod answer;
mod arguments;
mod asked;
mod environment_variables;
mod exports;
mod functions;
mod imports;
mod tables;
mod urls;

pub(super) use answer::{answer, is_system};
