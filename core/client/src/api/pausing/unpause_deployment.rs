//! `unpauseDeployment`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Operation, Retry};
use crate::model::Action;

/// Resumes a paused deployment, and runs the scheduled calls that have waited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(deployment)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct UnpauseDeployment {}

impl Operation for UnpauseDeployment {
    type Response = ();

    const CONTRACT: Contract = Contract::deployment("unpauseDeployment", "POST /unpause_deployment")
        .without_body()
        .retry(Retry::Always)
        .needs(&[Action::DeploymentUnpause]);
}
