//! Holder of an admin key.

/// Holder of an admin key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminIdentity {
    /// A member. 0 if no specific member is meant.
    Member(u64),
    /// Convex itself.
    System,
}
