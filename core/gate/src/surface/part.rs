//! A part of a surface, which may not be known.

/// A part of a surface: known, perhaps as empty, or not given.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Part<T> {
    /// The input does not say.
    #[default]
    Unknown,
    /// The input says.
    Known(T),
}

impl<T> Part<T> {
    /// What is known.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(part) => Some(part),
            Self::Unknown => None,
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.known().is_none()
    }
}
