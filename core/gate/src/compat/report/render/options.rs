//! How a report is rendered.

use super::Format;
use crate::compat::report::Level;

/// How a report is rendered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RenderOptions {
    /// As what.
    pub format: Format,
    /// Whether values of stored documents and of stored arguments are shown; only text and JSON ever show them.
    pub values: bool,
    /// Whether text is coloured.
    pub color: bool,
    /// The level from which on a finding is a failure, where the format knows failures.
    pub fail_on: Level,
}

impl RenderOptions {
    /// A format with what is private left out, and without colour.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self { format, values: false, color: false, fail_on: Level::Breaking }
    }
}
