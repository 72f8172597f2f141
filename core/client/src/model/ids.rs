//! Numeric IDs of the platform.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Team ID.
    TeamId
    /// Member ID. A person has the same ID in all their teams.
    MemberId
    /// Project ID.
    ProjectId
    /// Deployment ID. Most operations identify a deployment by its name instead, such as `happy-otter-123`.
    DeploymentId
    /// ID of a deploy key or access token. It is not secret.
    AccessTokenId
    /// ID of a team's custom role.
    CustomRoleId
    /// Backup ID.
    CloudBackupId
}
