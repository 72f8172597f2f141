//! `checkAuthorization`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};

/// Checks that the caller's credential is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CheckAuthorization {}

impl Operation for CheckAuthorization {
    type Response = ();

    const CONTRACT: Contract = Contract::lookup("checkAuthorization", "HEAD /authorize").accepts(Credential::ANY);
}
