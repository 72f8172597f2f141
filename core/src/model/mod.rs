//! The platform's nouns: teams, projects, deployments, roles.

mod action;
mod ids;
mod open_enum;
mod open_union;
mod vocabulary;

pub use action::Action;
pub use ids::{AccessTokenId, CustomRoleId, DeploymentId, MemberId, ProjectId, TeamId};
pub(crate) use open_enum::open_enum;
pub(crate) use open_union::open_union;
pub use vocabulary::{DeploymentClass, DeploymentType, Region, RequestDestination, Role};
