//! Convex's system queries, which clients call on a deployment by name: `_system/cli/tables`. Its command and its
//! dashboard read nearly everything through them.
//!
//! Source: `npm-packages/system-udfs/convex/_system` of convex-backend, which also defines the required
//! permissions.

mod answer;
mod arguments;
mod auth;
mod components;
mod crons;
mod environment_variables;
mod exports;
mod functions;
mod imports;
mod invocation;
mod list;
mod scheduler;
mod schemas;
mod tables;
mod urls;

pub(super) use answer::{answer, is_system};
