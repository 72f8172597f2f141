//! Secrets of tokens and keys: generation, hashing and comparison.

mod compare;
mod secret;

pub(super) use compare::same;
pub use secret::is_same_secret;
pub(super) use secret::{hash_secret, make, secret_of};
