//! Part of a surface, which may be unknown.

/// A part of a surface: known (possibly empty) or not given.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Part<T> {
    /// The input does not contain it.
    #[default]
    Unknown,
    /// The input contains it.
    Known(T),
}

impl<T> Part<T> {
    /// Returns the value, if it is known.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(part) => Some(part),
            Self::Unknown => None,
        }
    }

    /// Checks if the value is unknown.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.known().is_none()
    }
}
