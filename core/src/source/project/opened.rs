//! Opened inputs with notes.

/// An opened input, with notes about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened<T> {
    /// The opened value.
    pub value: T,
    /// Possible differences from Convex, one sentence each.
    pub notes: Vec<String>,
}
