//! `parseKey`: parses a deploy key.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::read::read;
use crate::error::{Error, Result};
use crate::keys::{self, KeyKind};
use crate::model::DeploymentType;

/// The request of `parseKey`: a deploy key.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ParseKeyRequest {
    /// The whole key, with its secret. The secret is never part of answers or errors.
    pub key: String,
}

impl ParseKeyRequest {
    /// Reads a request. Errors leave out its text: it may contain the key.
    pub(super) fn read(request: &str) -> Result<Self> {
        read(request).map_err(|_may_hold_the_key| {
            Error::invalid_input("invalid request of `parseKey`").help("use an object with one string, `key`")
        })
    }
}

impl fmt::Debug for ParseKeyRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParseKeyRequest").field("key", &keys::REDACTED).finish()
    }
}

/// The parts of a deploy key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParseKeyAnswer {
    /// The kind of the key.
    pub kind: KeyKind,
    /// The name of the deployment, if the key contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_name: Option<String>,
    /// The type of the deployments that the key is for, if the key contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// The slug of the team, for project keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_slug: Option<String>,
    /// The slug of the project, for project keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_slug: Option<String>,
    /// The key with its secret redacted, for messages and logs.
    pub redacted: String,
}

/// Parses a deploy key and returns its parts without the secret.
///
/// # Errors
/// [`InvalidInput`](crate::error::ErrorKind::InvalidInput) if the key is invalid.
pub fn parse_key(request: &ParseKeyRequest) -> Result<ParseKeyAnswer> {
    let key = keys::parse_key(&request.key)?;
    Ok(ParseKeyAnswer {
        kind: key.kind(),
        deployment_name: key.deployment_name().map(str::to_owned),
        deployment_type: key.deployment_type().map(Into::into),
        team_slug: key.team_slug().map(str::to_owned),
        project_slug: key.project_slug().map(str::to_owned),
        redacted: key.to_string(),
    })
}
