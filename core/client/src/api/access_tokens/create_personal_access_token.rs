//! `createPersonalAccessToken`

use serde::{Deserialize, Serialize};

use crate::api::{Contract, Credential, Operation};
use crate::keys::Secret;

/// Creates an access token that may do what the caller may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreatePersonalAccessToken {
    /// A name for the token.
    pub name: String,
    /// When it ends to be valid, in milliseconds since the Unix epoch: at least 30 minutes ahead. By default never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

impl Operation for CreatePersonalAccessToken {
    type Response = CreatedPersonalAccessToken;

    const CONTRACT: Contract = Contract::management("createPersonalAccessToken", "POST /create_personal_access_token")
        .accepts(Credential::OF_MEMBERS);
}

/// A personal access token that was created just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedPersonalAccessToken {
    /// The token. It can't be read again later.
    pub access_token: Secret,
}
