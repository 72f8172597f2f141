//! The platform's vocabulary and Convex's rules for it: plans, names, references, roles, limits. Pure functions on
//! data.
//!
//! Sources: Convex's documentation (`production/`, `team-management/`), the OpenAPI files of its management and
//! deployment APIs, and its open-source backend and dashboard. Choices that these do not cover are ours: they are
//! marked `assumed`, and listed in `docs/assumptions.md`.

mod action;
pub mod backup;
pub mod env;
pub mod expiry;
mod ids;
pub mod name;
pub(crate) mod open_enum;
mod open_union;
mod plan;
pub mod reference;
mod refusal;
mod region;
pub mod role;
pub mod slug;
mod timestamp;
mod vocabulary;

pub use action::Action;
pub use ids::{AccessTokenId, CloudBackupId, CustomRoleId, DeploymentId, MemberId, ProjectId, TeamId};
pub(crate) use open_enum::open_enum;
pub(crate) use open_union::open_union;
pub use plan::TeamPlan;
pub use timestamp::Timestamp;
pub use vocabulary::{DeploymentClass, DeploymentType, Region, RequestDestination, Role};
