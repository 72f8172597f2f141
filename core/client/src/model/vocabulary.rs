//! Enumerations of the platform.

use super::open_enum::open_enum;

open_enum! {
    /// Type of a deployment.
    pub enum DeploymentType {
        /// Development deployment of one member.
        Dev = "dev",
        /// Production.
        Prod = "prod",
        /// Preview of one branch, which expires.
        Preview = "preview",
        /// Custom, such as staging or a shard.
        Custom = "custom",
    }
}

open_enum! {
    /// Class of a deployment: the size of its machine. Availability depends on the team's plan.
    pub enum DeploymentClass {
        S16 = "s16",
        S256 = "s256",
        D1024 = "d1024",
        D2048 = "d2048",
    }
}

open_enum! {
    /// Region of a deployment. It cannot be changed later.
    pub enum Region {
        UsEast1 = "aws-us-east-1",
        EuWest1 = "aws-eu-west-1",
        CaCentral1 = "aws-ca-central-1",
        ApSoutheast2 = "aws-ap-southeast-2",
    }
}

open_enum! {
    /// Role of a member in a team.
    pub enum Role {
        /// All permissions.
        Admin = "admin",
        /// All permissions except administration of the team and of its production deployments.
        Developer = "developer",
        /// Permissions of the attached custom roles.
        Custom = "custom",
    }
}

open_enum! {
    /// One of a deployment's two hosts.
    pub enum RequestDestination {
        /// Host for clients and the dashboard: `*.convex.cloud`.
        ConvexCloud = "convexCloud",
        /// Host of the HTTP actions: `*.convex.site`.
        ConvexSite = "convexSite",
    }
}

impl From<crate::keys::TypePrefix> for DeploymentType {
    fn from(of_key: crate::keys::TypePrefix) -> Self {
        Self::from(of_key.as_str())
    }
}
