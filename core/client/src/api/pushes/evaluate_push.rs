//! `evaluatePush`

use serde::{Deserialize, Serialize};

use super::{INVALID_APP, SchemaChange};
use crate::api::{Contract, Operation, Retry};
use crate::artifact::PushRequest;

/// Tells what a push would change in the schemas and indexes, and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct EvaluatePush {
    /// What would be pushed.
    pub request: PushRequest,
}

impl Operation for EvaluatePush {
    type Response = EvaluatedPush;

    const CONTRACT: Contract =
        Contract::push("evaluatePush", "POST /deploy2/evaluate_push").retried(Retry::Always).fails_with(INVALID_APP);
}

/// What a push would change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EvaluatedPush {
    /// The schemas and indexes.
    pub schema_change: SchemaChange,
}
