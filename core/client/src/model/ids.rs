//! The numbers by which the platform names what it keeps.

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
    /// Names a team.
    TeamId
    /// Names a member: a person, the same in all their teams.
    MemberId
    /// Names a project.
    ProjectId
    /// Names a deployment. Operations name it by its name, such as `happy-otter-123`, instead.
    DeploymentId
    /// Names a deploy key or an access token, without being it.
    AccessTokenId
    /// Names a custom role of a team.
    CustomRoleId
    /// Names a backup.
    CloudBackupId
}
