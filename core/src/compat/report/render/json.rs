//! The report itself, as its published JSON Schema describes it.

use super::RenderOptions;
use super::inert::inert_json;
use crate::compat::report::{Finding, Report};

pub(super) fn render(report: &Report, options: &RenderOptions) -> String {
    if options.values {
        return write(report);
    }
    let mut report = report.clone();
    let findings = report.findings.iter_mut().chain(&mut report.rollback);
    findings.for_each(leave_out_values);
    write(&report)
}

fn leave_out_values(finding: &mut Finding) {
    for sample in &mut finding.samples {
        sample.value = None;
    }
}

fn write(report: &Report) -> String {
    // A report holds strings, numbers, and maps with string keys: all of it can be written.
    let json = serde_json::to_string_pretty(report).unwrap_or_default();
    inert_json(&json) + "\n"
}
