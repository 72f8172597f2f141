//! `checkOptIns`

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::api::{Contract, Credential, Operation, Retry};

/// Lists the agreements that the caller must accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CheckOptIns {}

impl Operation for CheckOptIns {
    type Response = OptIns;

    const CONTRACT: Contract = Contract::lookup("checkOptIns", "POST /check_opt_ins")
        .with_optional_body()
        .accepts(Credential::OF_MEMBERS)
        .retry(Retry::Always);
}

/// Agreements that the caller must accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OptIns {
    /// Agreements. Their form is not known.
    pub opt_ins_to_accept: Vec<Value>,
}
