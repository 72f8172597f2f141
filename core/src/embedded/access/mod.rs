//! Authentication and permissions.

mod allow;
mod authenticate;
mod identity;
mod member;
mod subject;

pub(super) use authenticate::authenticate;
pub(super) use identity::{Allowed, Identity, Scope};
pub(super) use subject::{Deployed, Me, Subject, deployment_in};
