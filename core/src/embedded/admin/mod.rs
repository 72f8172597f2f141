//! Changes that Convex makes outside its API: in its dashboard, by mail, or over time.

#[expect(clippy::module_inception, reason = "the type that the module is named after")]
mod admin;
mod applications;
mod clock;
mod health;
mod members;
mod plan;
mod project_admins;
mod scheduled;
mod work;

pub use admin::Admin;
pub use members::NewMember;
