//! `parseKey`: what a deploy key names.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::read::read;
use crate::error::{Error, Result};
use crate::keys::{self, DeploymentType, KeyKind};

/// Asks what a deploy key names.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ParseKeyRequest {
    /// The whole key, with its secret. Neither the answer nor an error repeats the secret.
    pub key: String,
}

impl ParseKeyRequest {
    /// Reads a request. What is wrong with it is not repeated: it may be the key.
    pub(super) fn read(request: &str) -> Result<Self> {
        read(request).map_err(|_may_hold_the_key| {
            Error::invalid_input("the request of `parseKey` can't be read")
                .help("give an object with one string, `key`")
        })
    }
}

impl fmt::Debug for ParseKeyRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParseKeyRequest").field("key", &keys::REDACTED).finish()
    }
}

/// What a deploy key names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ParseKeyAnswer {
    /// The kind of the key.
    pub kind: KeyKind,
    /// The deployment that the key names, if it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_name: Option<String>,
    /// The type of the deployments that the key is for, where the key says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_type: Option<DeploymentType>,
    /// The slug of the team, for a key of a project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_slug: Option<String>,
    /// The slug of the project, for a key of a project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_slug: Option<String>,
    /// The key with its secret taken out: for messages and logs.
    pub redacted: String,
}

/// Says what a deploy key names, without its secret.
///
/// # Errors
/// [`InvalidInput`](crate::error::ErrorKind::InvalidInput) where it is no key.
pub fn parse_key(request: &ParseKeyRequest) -> Result<ParseKeyAnswer> {
    let key = keys::parse_key(&request.key)?;
    Ok(ParseKeyAnswer {
        kind: key.kind(),
        deployment_name: key.deployment_name().map(str::to_owned),
        deployment_type: key.deployment_type(),
        team_slug: key.team_slug().map(str::to_owned),
        project_slug: key.project_slug().map(str::to_owned),
        redacted: key.to_string(),
    })
}
