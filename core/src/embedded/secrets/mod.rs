//! Secrets of tokens and keys: how they are made, kept and recognised.

mod compare;
mod keep;

pub(super) use compare::same;
pub use keep::is_same_secret;
pub(super) use keep::{keep, make, secret_of};
