//! The report as JSON, as its published JSON Schema describes it.

use super::RenderOptions;
use super::inert::inert_json;
use crate::compat::report::Report;

pub(super) fn render(report: &Report, options: &RenderOptions) -> String {
    if options.values { write(report) } else { write(&report.clone().without_values()) }
}

fn write(report: &Report) -> String {
    // A report contains only strings, numbers, and maps with string keys, so serialization cannot fail.
    let json = serde_json::to_string_pretty(report).unwrap_or_default();
    inert_json(&json) + "\n"
}
