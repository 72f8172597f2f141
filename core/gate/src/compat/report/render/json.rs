//! The report itself, as its published JSON Schema describes it.

use super::RenderOptions;
use super::inert::inert_json;
use crate::compat::report::Report;

pub(super) fn render(report: &Report, options: &RenderOptions) -> String {
    if options.values { write(report) } else { write(&report.clone().without_values()) }
}

fn write(report: &Report) -> String {
    // A report holds strings, numbers, and maps with string keys: all of it can be written.
    let json = serde_json::to_string_pretty(report).unwrap_or_default();
    inert_json(&json) + "\n"
}
