//! `hasProjects`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};

/// Returns `true` if the caller has any projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HasProjects {}

impl Operation for HasProjects {
    type Response = bool;

    const CONTRACT: Contract = Contract::lookup("hasProjects", "GET /has_projects").accepts(Credential::OF_MEMBERS);
}
