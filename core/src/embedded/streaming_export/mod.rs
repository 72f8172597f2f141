//! Streaming a deployment's data, as connectors of data warehouses read it.
//!
//! Source: `crates/local_backend/src/streaming_export.rs` and `crates/database/src/database.rs` of convex-backend; the codes
//! and texts are Convex's own.

mod columns;
mod connection;
mod deltas;
mod format;
mod json_schema;
mod json_schemas;
mod selected;
mod shape;
mod snapshot;

pub(super) use selected::{columns, fingerprint, keep};

use super::refusals::not_in_plan;
use super::runtime::RequestContext;
use super::subject::Deployed;
use crate::error::Result;
use crate::model::TeamId;

/// Whether the plan has streaming export.
pub(super) fn check_plan(call: &RequestContext<'_>, deployment: &Deployed) -> Result<()> {
    let plan = call.team(TeamId(deployment.row.team_id))?.plan;
    if plan.has_streaming_export() { Ok(()) } else { Err(not_in_plan("streaming export", plan)) }
}
