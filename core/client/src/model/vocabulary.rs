//! The words of the platform that have a list of values.

use super::open_enum::open_enum;

open_enum! {
    /// What a deployment is for.
    pub enum DeploymentType {
        /// Belongs to one member, for development.
        Dev = "dev",
        /// Serves the users.
        Prod = "prod",
        /// Belongs to one branch, and expires.
        Preview = "preview",
        /// Staging, a shard, or whatever else the project needs.
        Custom = "custom",
    }
}

open_enum! {
    /// How large a deployment's machine is. Which classes a team may use depends on its plan.
    pub enum DeploymentClass {
        S16 = "s16",
        S256 = "s256",
        D1024 = "d1024",
        D2048 = "d2048",
    }
}

open_enum! {
    /// Where a deployment is hosted. It can't be changed later.
    pub enum Region {
        UsEast1 = "aws-us-east-1",
        EuWest1 = "aws-eu-west-1",
        CaCentral1 = "aws-ca-central-1",
        ApSoutheast2 = "aws-ap-southeast-2",
    }
}

open_enum! {
    /// What a member may do in a team.
    pub enum Role {
        /// Everything.
        Admin = "admin",
        /// Everything but administering the team and its production deployments.
        Developer = "developer",
        /// What the custom roles attached to the member allow.
        Custom = "custom",
    }
}

open_enum! {
    /// Which of a deployment's two hosts is meant.
    pub enum RequestDestination {
        /// The host for clients and the dashboard: `*.convex.cloud`.
        ConvexCloud = "convexCloud",
        /// The host of the HTTP actions: `*.convex.site`.
        ConvexSite = "convexSite",
    }
}

impl From<crate::keys::DeploymentType> for DeploymentType {
    fn from(of_key: crate::keys::DeploymentType) -> Self {
        Self::from(of_key.as_str())
    }
}
