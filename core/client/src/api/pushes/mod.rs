//! Pushing an app: the steps of `deploy` in Convex's CLI.
//!
//! [`StartPush`] starts a push: it evaluates the modules without changing the live app. [`WaitForSchema`] checks if the
//! stored documents match. [`FinishPush`] makes the push live, atomically.
//!
//! Source: Convex's server and CLI; these operations are not documented.

mod diff;
mod evaluate_push;
mod evaluate_schema;
mod failed_schema;
mod finish_push;
mod get_config;
mod get_config_hashes;
mod report_push_completed;
mod schema_change;
mod start_push;
mod wait_for_schema;

pub use diff::{AuthDiff, ComponentDiff, CronDiff, DiffType, FinishedPush, ModuleDiff, SchemaDiff, ServerVersionDiff};
pub use evaluate_push::{EvaluatePush, EvaluatedPush};
pub use evaluate_schema::{
    ComponentPrediction, DiscardedStagedValidator, EvaluateSchema, EvaluatedSchema, IndexChange, IndexPrediction,
    PendingStagedValidation, StagedValidation, TablePrediction, ValidationOutcome,
};
pub use failed_schema::FailedSchema;
pub use finish_push::FinishPush;
pub use get_config::{Config, GetConfig, LiveModules};
pub use get_config_hashes::{GetConfigHashes, LiveModuleHash, LiveModuleHashes};
pub use report_push_completed::{ReportPushCompleted, ReportedPush};
pub use schema_change::{IndexDiff, PushedIndex, PushedIndexKind, SchemaChange};
pub use start_push::{ServerConfig, StartPush, StartedPush};
pub use wait_for_schema::{Nothing, PendingComponent, PendingSchema, SchemaStatus, WaitForSchema};

/// Error codes for invalid apps.
const INVALID_APP: &[&str] = &[
    "BadConvexModuleIdentifier",
    "InvalidModules",
    "InvalidSchema",
    "SchemaDefinitionError",
    "AuthConfigMissingEnvironmentVariable",
];
