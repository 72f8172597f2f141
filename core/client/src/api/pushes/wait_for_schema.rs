//! `waitForSchema`

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FailedSchema, SchemaChange};
use crate::api::{Contract, Operation, Retry};
use crate::model::open_union;

/// Waits until the stored documents are known to match the schemas of a push, and its indexes are filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WaitForSchema {
    /// What [`StartPush`](super::StartPush) answered.
    pub schema_change: SchemaChange,
    /// How long to wait for a change, in milliseconds: 10,000 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    /// Whether the push was begun so that nothing is kept.
    #[serde(default)]
    pub dry_run: bool,
}

impl Operation for WaitForSchema {
    type Response = SchemaStatus;

    const CONTRACT: Contract = Contract::push("waitForSchema", "POST /deploy2/wait_for_schema").retried(Retry::Always);
}

open_union! {
    /// How far the schemas of a push are.
    pub enum SchemaStatus by "type" {
        /// Documents are still being read, or indexes filled.
        InProgress(PendingSchema) = "inProgress",
        /// A document does not match.
        Failed(FailedSchema) = "failed",
        /// Another push came in between.
        RaceDetected(Nothing) = "raceDetected",
        /// All is well: the push can be finished.
        Complete(Nothing) = "complete",
    }
}

/// What is still being done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct PendingSchema {
    /// Each component, by its path.
    pub components: BTreeMap<String, PendingComponent>,
}

/// What is still being done in a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PendingComponent {
    /// Whether every document was found to match.
    pub schema_validation_complete: bool,
    /// How many indexes are filled.
    pub indexes_complete: u64,
    /// How many indexes there are.
    pub indexes_total: u64,
}

/// Nothing more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct Nothing {}
