//! `deletePersonalAccessToken`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation, Retry};
use crate::keys::Secret;

/// Deletes one of the caller's access tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct DeletePersonalAccessToken {
    /// The token or its name.
    pub id: Secret,
}

impl Operation for DeletePersonalAccessToken {
    type Response = ();

    const CONTRACT: Contract = Contract::management("deletePersonalAccessToken", "POST /delete_personal_access_token")
        .accepts(Credential::OF_MEMBERS)
        .retry(Retry::UntilGone);
}
