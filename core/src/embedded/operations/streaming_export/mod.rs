//! Streaming export of a deployment's data for data warehouse connectors.
//!
//! Source: `crates/local_backend/src/streaming_export.rs` and `crates/database/src/database.rs` of convex-backend; the codes
//! and texts are Convex's own.

mod dashboard_shape;
mod format;
mod get_json_schemas;
mod get_shapes;
mod get_table_column_names;
mod json_schema;
mod list_document_deltas;
mod list_snapshot;
mod plan;
mod selection;
mod shape;
mod shapes;
mod test_streaming_export_connection;

pub(super) use plan::check_plan;
pub(super) use selection::{columns, fingerprint, keep};
