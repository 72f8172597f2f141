//! `waitForSchema`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FailedSchema, SchemaChange};
use crate::api::{Contract, Operation, Retry};
use crate::model::open_union;

/// Waits until the stored documents are validated against the schemas of a push and its indexes are backfilled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct WaitForSchema {
    /// Schema change in the response of [`StartPush`](super::StartPush).
    pub schema_change: SchemaChange,
    /// Maximum time to wait for a change, in milliseconds. 10,000 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    /// `true` if the push is a dry run.
    #[serde(default)]
    pub dry_run: bool,
}

impl Operation for WaitForSchema {
    type Response = SchemaStatus;

    const CONTRACT: Contract = Contract::push("waitForSchema", "POST /deploy2/wait_for_schema").retry(Retry::Always);
}

open_union! {
    /// Progress of a push's schemas.
    pub enum SchemaStatus by "type" {
        /// Documents are being validated or indexes backfilled.
        InProgress(PendingSchema) = "inProgress",
        /// A document does not match.
        Failed(FailedSchema) = "failed",
        /// Another push was made in the meantime.
        RaceDetected(Nothing) = "raceDetected",
        /// The push can be finished.
        Complete(Nothing) = "complete",
    }
}

/// Pending work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PendingSchema {
    /// Components by path.
    pub components: BTreeMap<String, PendingComponent>,
}

/// Pending work in a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PendingComponent {
    /// `true` if all documents match.
    pub schema_validation_complete: bool,
    /// Number of backfilled indexes.
    pub indexes_complete: u64,
    /// Number of indexes.
    pub indexes_total: u64,
}

/// No details.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Nothing {}
