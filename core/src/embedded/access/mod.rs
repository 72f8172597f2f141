//! Authentication and permissions.

mod allow;
mod authenticate;
mod identity;
mod member;
mod subject;
mod user_token;

pub(super) use authenticate::authenticate;
pub(super) use identity::{AllowedActions, Identity, Scope};
pub(super) use subject::{Deployed, Me, Subject, deployment_in};
pub(super) use user_token::check_user_token;
