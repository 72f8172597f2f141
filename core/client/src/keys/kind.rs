//! The kinds of keys and of deployments.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum KeyKind {
    /// Deploys to one production deployment.
    Prod,
    /// Deploys to one member's development deployment.
    Dev,
    /// Deploys to one preview deployment that exists already.
    Preview,
    /// Deploys to one deployment of a custom type.
    Custom,
    /// Creates and deploys the previews of a project: what the dashboard calls a preview deploy key.
    ProjectPreview,
    /// Acts on every deployment of a project.
    Project,
    /// Administers a self-hosted, local or anonymous deployment.
    Admin,
    /// An old key that names its deployment only inside the secret.
    Legacy,
}

impl KeyKind {
    /// Every kind, in the order of their declaration.
    pub const ALL: [Self; 8] = [
        Self::Prod,
        Self::Dev,
        Self::Preview,
        Self::Custom,
        Self::ProjectPreview,
        Self::Project,
        Self::Admin,
        Self::Legacy,
    ];
}

/// The type that a deployment has on Convex Cloud, as keys and `CONVEX_DEPLOYMENT` spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DeploymentType {
    /// Serves the users.
    Prod,
    /// Belongs to one member.
    Dev,
    /// Belongs to one branch.
    Preview,
    /// Staging, a shard, or whatever else the project needs.
    Custom,
}

impl DeploymentType {
    /// Reads the type as it is written in front of a deployment's name.
    #[must_use]
    pub fn from_prefix(prefix: &str) -> Option<Self> {
        match prefix {
            "prod" => Some(Self::Prod),
            "dev" => Some(Self::Dev),
            "preview" => Some(Self::Preview),
            "custom" => Some(Self::Custom),
            _ => None,
        }
    }

    /// The type as it is written in front of a deployment's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prod => "prod",
            Self::Dev => "dev",
            Self::Preview => "preview",
            Self::Custom => "custom",
        }
    }
}

impl fmt::Display for DeploymentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
