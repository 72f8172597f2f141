//! Whether Convex would take what an app says of itself.
//!
//! The gate's own rules decide: those of them that look at a candidate alone, and whose findings Convex refuses.

use crate::analysis::Analysis;
use crate::compat::report::Finding;
use crate::compat::{Evidence, Options, check};
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};

/// The rules whose findings Convex refuses, and the code with which it does.
const REFUSED: [(&str, &str); 4] = [
    ("schema-limit-exceeded", "InvalidSchema"),
    ("reserved-name", "InvalidSchema"),
    ("index-field-impossible", "SchemaDefinitionError"),
    ("cron-target-missing", "InvalidModules"),
];

/// Refuses what Convex would.
///
/// # Errors
/// `InvalidInput` with Convex's code, and the first thing that is wrong.
pub(super) fn check_valid(analysis: &Analysis) -> Result<()> {
    let surface = analysis.surface().map_err(|error| error.with_code("InvalidModules"))?;
    // Against itself, so that nothing has changed: only what is wrong in itself is found.
    let report = check(&surface, &surface, &Evidence::default(), &Options::at(0.0));
    report.findings.iter().find_map(refusal).map_or(Ok(()), Err)
}

fn refusal(finding: &Finding) -> Option<Error> {
    let (_, code) = REFUSED.iter().find(|(rule, _)| *rule == finding.rule)?;
    let component = finding.subject.component.as_str();
    let place = if component.is_empty() { String::new() } else { format!(" (in component `{component}`)") };
    let error = bad_request(code, format!("Hit an error while pushing:\n{}{place}", finding.message));
    Some(match &finding.fix {
        Some(fix) => error.help(fix.clone()),
        None => error,
    })
}
