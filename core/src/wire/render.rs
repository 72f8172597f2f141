//! `render`: writes a report as text.

use serde::{Deserialize, Serialize};

use crate::compat::report::render::{self as rendering, RenderOptions, ReportFormat};
use crate::compat::report::{Level, Report};

/// The request of `render`: a report, and its format.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct RenderRequest {
    /// The report.
    #[cfg_attr(feature = "typegen", schemars(with = "super::typegen::Json"))]
    pub report: Report,
    /// The format.
    pub format: ReportFormat,
    /// Minimum level of the findings that count as failures. `breaking` by default.
    #[serde(default)]
    pub fail_on: Option<Level>,
    /// Shows values of documents. Not by default: they are private.
    #[serde(default)]
    pub values: bool,
}

/// A report as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RenderAnswer {
    /// The text, which ends with a line break.
    pub text: String,
}

/// Writes a report as text, for people or tools.
#[must_use]
pub fn render(request: &RenderRequest) -> RenderAnswer {
    let mut options = RenderOptions::new(request.format);
    options.fail_on = request.fail_on.unwrap_or(Level::Breaking);
    options.values = request.values;
    RenderAnswer { text: rendering::render(&request.report, &options) }
}
