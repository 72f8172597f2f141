//! `pauseDeployment`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Pauses a deployment without deleting anything. Until it is resumed, function calls fail, scheduled calls wait and
/// crons are skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct PauseDeployment {}

impl Operation for PauseDeployment {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("pauseDeployment", "POST /pause_deployment")
        .without_body()
        .retry(Retry::Always)
        .needs(&[Action::DeploymentPause]);
}
