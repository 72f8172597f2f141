//! Options of rendering.

use super::ReportFormat;
use crate::compat::report::Level;

/// Options of rendering.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RenderOptions {
    /// Output format.
    pub format: ReportFormat,
    /// Shows values of stored documents and of stored arguments; only text and JSON can show them.
    pub values: bool,
    /// Colours the text.
    pub color: bool,
    /// Minimum level of a finding that counts as a failure, in formats with failures.
    pub fail_on: Level,
}

impl RenderOptions {
    /// Creates options for a format, without private values and colour.
    #[must_use]
    pub fn new(format: ReportFormat) -> Self {
        Self { format, values: false, color: false, fail_on: Level::Breaking }
    }
}
