//! Steps of a push.
//!
//! Modules are evaluated outside of any transaction, because evaluation takes seconds and must not block other writers.
//! A started push is stored separately and becomes live in the one transaction that finishes it.

mod changes;
mod config;
mod environment_sha256;
mod evaluate;
mod evaluate_push;
mod evaluate_schema;
mod finish_push;
mod get_config;
mod get_config_hashes;
mod indexes;
mod module_paths;
mod report_push_completed;
mod schema_change;
mod start_push;
mod validation;
mod wait_for_schema;
