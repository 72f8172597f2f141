//! What was opened, with notes.

/// Something that was opened, and what the reader should know of how.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened<T> {
    /// What was opened.
    pub value: T,
    /// What may not be as it would be in Convex, in sentences.
    pub notes: Vec<String>,
}
