//! `finishPush`

use serde::{Deserialize, Serialize};

use super::{FinishedPush, StartedPush};
use crate::api::{Contract, Operation};

/// Makes a push live, atomically.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct FinishPush {
    /// Response of [`StartPush`](super::StartPush).
    pub start_push: StartedPush,
    /// Dry run: nothing is changed, and the response is empty.
    #[serde(default)]
    pub dry_run: bool,
    /// Message of the author of the push.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Operation for FinishPush {
    type Response = FinishedPush;

    const CONTRACT: Contract = Contract::push("finishPush", "POST /deploy2/finish_push").fails_with(&[
        "RaceDetected",
        "MissingEnvironmentVariables",
        "SchemaAlreadyFailed",
        "SchemaAlreadyOverwritten",
    ]);
}
