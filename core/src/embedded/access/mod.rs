//! Who calls, and what they may do.

mod allow;
mod authenticate;
mod identity;
mod member;

pub(super) use authenticate::{authenticate, find_token};
pub(super) use identity::{Allowed, Identity, Scope};
