//! Rendering of reports as text, for people and tools.
//!
//! Names, paths and messages of a report come from data, so every renderer escapes them in its own syntax: no terminal,
//! log or page interprets the name of a document or function. Values of stored documents and arguments are private;
//! witnesses are generated, and always shown.

mod format;
mod github;
mod html;
mod inert;
mod json;
mod junit;
mod markdown;
mod markup;
mod options;
mod sarif;
mod show;
mod summary;
mod text;

pub use format::ReportFormat;
#[doc(hidden)]
pub use inert::inert;
pub use options::RenderOptions;
pub use summary::headline;

use super::Report;

/// Renders a report. The same report and options produce the same text, which ends with a line break.
///
/// ```
/// use convex_ops::compat::report::render::{ReportFormat, RenderOptions, render};
/// use convex_ops::compat::{Evidence, Options, check};
/// use convex_ops::surface::Surface;
///
/// let nothing = Surface::parse(r#"{"functions": []}"#)?;
/// let report = check(&nothing, &nothing, &Evidence::default(), &Options::at(0.0));
/// assert!(render(&report, &RenderOptions::new(ReportFormat::Text)).starts_with("safe: nothing found\n"));
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn render(report: &Report, options: &RenderOptions) -> String {
    match options.format {
        ReportFormat::Text => text::Text::new(report, options).to_string(),
        ReportFormat::Json => json::render(report, options),
        ReportFormat::Markdown => markdown::Markdown(report).to_string(),
        ReportFormat::Sarif => sarif::render(report),
        ReportFormat::Junit => junit::Junit::new(report, options).to_string(),
        ReportFormat::Github => github::Github(report).to_string(),
        ReportFormat::Html => html::Html(report).to_string(),
    }
}
