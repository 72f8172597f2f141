//! `createPersonalAccessToken`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;
use crate::model::Timestamp;

/// Creates an access token with the permissions of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Request)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[request(platform)]
#[cfg_attr(not(feature = "embedded"), non_exhaustive)]
pub struct CreatePersonalAccessToken {
    /// Name of the token.
    pub name: String,
    /// Expiration time: at least 30 minutes from now. Never by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
}

impl Operation for CreatePersonalAccessToken {
    type Response = CreatedPersonalAccessToken;

    const CONTRACT: Contract = Contract::management("createPersonalAccessToken", "POST /create_personal_access_token")
        .accepts(Credential::OF_MEMBERS);
}

/// A newly created personal access token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CreatedPersonalAccessToken {
    /// The token. It cannot be read again later.
    pub access_token: Secret,
}
