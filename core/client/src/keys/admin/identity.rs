//! Whom an admin key was issued to.

/// Whom an admin key was issued to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminIdentity {
    /// A member; 0 where nobody in particular is meant.
    Member(u64),
    /// Convex itself.
    System,
}
