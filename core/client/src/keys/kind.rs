//! The kinds of keys and of deployments.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum KeyKind {
    /// Deploys to one production deployment.
    Prod,
    /// Deploys to one member's development deployment.
    Dev,
    /// Deploys to one existing preview deployment.
    Preview,
    /// Deploys to one deployment of a custom type.
    Custom,
    /// Creates and deploys previews of a project. The dashboard calls it a preview deploy key.
    ProjectPreview,
    /// Accesses all deployments of a project.
    Project,
    /// Administers a self-hosted, local or anonymous deployment.
    Admin,
    /// Legacy key, which contains the deployment name only inside the secret.
    Legacy,
}

impl KeyKind {
    /// All kinds, in declaration order.
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

/// Type of a deployment on Convex Cloud, as spelled in keys and `CONVEX_DEPLOYMENT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TypePrefix {
    /// Production.
    Prod,
    /// Development deployment of one member.
    Dev,
    /// Preview of one branch.
    Preview,
    /// Custom, such as staging or a shard.
    Custom,
}

impl TypePrefix {
    /// Parses the type prefix of a deployment name.
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

    /// Returns the type prefix of a deployment name.
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

impl fmt::Display for TypePrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
