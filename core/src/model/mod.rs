//! The platform's nouns: teams, projects, deployments, roles.

mod action;
mod ids;
mod open_enum;
mod vocabulary;

pub use action::Action;
pub use ids::{AccessTokenId, CustomRoleId, DeploymentId, MemberId, ProjectId, TeamId};
pub use vocabulary::{DeploymentClass, DeploymentType, Region, RequestDestination, Role};
