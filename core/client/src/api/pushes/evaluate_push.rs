//! `evaluatePush`

use serde::{Deserialize, Serialize};

use super::{INVALID_APP, SchemaChange};
use crate::api::{Contract, Operation, Retry};
use crate::artifact::PushRequest;

/// Evaluates the changes of schemas and indexes that a push would make, without making them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct EvaluatePush {
    /// Push to evaluate.
    pub request: PushRequest,
}

impl Operation for EvaluatePush {
    type Response = EvaluatedPush;

    const CONTRACT: Contract =
        Contract::push("evaluatePush", "POST /deploy2/evaluate_push").retry(Retry::Always).fails_with(INVALID_APP);
}

/// Changes that a push would make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct EvaluatedPush {
    /// Changes of schemas and indexes.
    pub schema_change: SchemaChange,
}
