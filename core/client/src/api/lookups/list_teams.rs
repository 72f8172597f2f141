//! `listTeams`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::model::TeamId;

/// Lists the caller's teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct ListTeams {}

impl Operation for ListTeams {
    type Response = Vec<TeamSummary>;

    const CONTRACT: Contract = Contract::lookup("listTeams", "GET /teams").accepts(Credential::OF_MEMBERS);
}

/// A team of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TeamSummary {
    /// Team ID.
    pub id: TeamId,
    /// Name.
    pub name: String,
    /// Slug.
    pub slug: String,
}
