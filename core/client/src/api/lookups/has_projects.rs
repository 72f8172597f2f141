//! `hasProjects`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};

/// Returns `true` if the caller has any projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct HasProjects {}

impl Operation for HasProjects {
    type Response = bool;

    const CONTRACT: Contract = Contract::lookup("hasProjects", "GET /has_projects").accepts(Credential::OF_MEMBERS);
}
