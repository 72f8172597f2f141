//! `finishPush`

use serde::{Deserialize, Serialize};

use super::{FinishedPush, StartedPush};
use crate::api::{Contract, Operation};

/// Makes a push live: all of it, at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FinishPush {
    /// All that [`StartPush`](super::StartPush) answered.
    pub start_push: StartedPush,
    /// Whether nothing is to be kept; the answer is then empty.
    #[serde(default)]
    pub dry_run: bool,
    /// What the push is for, in the words of whoever pushes.
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
