//! Validates an app's definitions as Convex would.
//!
//! The compatibility gate's own rules decide: those that only inspect the candidate and whose findings Convex rejects.

use crate::analysis::Analysis;
use crate::compat::report::Finding;
use crate::compat::{Evidence, Options, check};
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};

/// Rules whose findings Convex rejects, with Convex's error codes.
const REFUSED: [(&str, &str); 10] = [
    ("schema-limit-exceeded", "InvalidSchema"),
    ("reserved-name", "InvalidSchema"),
    ("index-field-impossible", "SchemaDefinitionError"),
    ("cron-target-missing", "InvalidModules"),
    ("cron-invalid", "InvalidCron"),
    ("module-path-invalid", "BadConvexModuleIdentifier"),
    ("function-name-invalid", "InvalidFunctionName"),
    ("args-not-object", "InvalidModules"),
    ("export-conflict", "InvalidExport"),
    ("env-var-type-invalid", "InvalidEnvVarDeclaration"),
];

/// Rejects definitions that Convex would reject.
///
/// # Errors
/// `InvalidInput` with Convex's code and the first finding.
pub(super) fn check_valid(analysis: &Analysis) -> Result<()> {
    let surface = analysis.surface().map_err(|error| error.with_code("InvalidModules"))?;
    // Comparing the app with itself finds only errors within it.
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
