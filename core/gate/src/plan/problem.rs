//! Problems that the gate reports, and the kind of fact that lifts each.

use super::precondition::PreconditionKind;
use crate::compat::report::{Breaks, Finding, Level, Report, Subject};

/// A finding, or an undecided question, that keeps a step from being deployed.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) rule: String,
    pub(super) subject: Subject,
    pub(super) message: String,
    /// Smallest change of the candidate that avoids it.
    pub(super) fix: Option<String>,
    /// Kind of precondition that lifts it; `None` if there is none.
    pub(super) lifted_by: Option<PreconditionKind>,
}

/// Checks if a step may be deployed: no finding breaks anything or may break stored documents or scheduled calls, and no
/// question is undecided. Accepted findings don't count.
#[must_use]
pub fn passes(report: &Report) -> bool {
    report.undecided.is_empty() && !report.findings.iter().any(stops)
}

fn stops(finding: &Finding) -> bool {
    let hits = |victim| finding.breaks.contains(&victim);
    let may_break = finding.level == Level::Risky && (hits(Breaks::StoredData) || hits(Breaks::ScheduledCalls));
    finding.accepted.is_none() && (finding.level == Level::Breaking || may_break)
}

/// Returns what stops a step.
pub(super) fn problems(report: &Report) -> Vec<Problem> {
    let findings = report.findings.iter().filter(|finding| stops(finding)).map(|finding| Problem {
        rule: finding.rule.clone(),
        subject: finding.subject.clone(),
        message: finding.message.clone(),
        fix: finding.fix.clone(),
        lifted_by: lifted_by(&finding.rule, finding.breaks.contains(&Breaks::DeployedClients)),
    });
    let undecided = report.undecided.iter().map(|question| Problem {
        rule: question.rule.clone(),
        subject: question.subject.clone(),
        message: format!("undecided: {}", question.message),
        fix: None,
        lifted_by: lifted_by(&question.rule, true),
    });
    findings.chain(undecided).collect()
}

/// Returns the kind of fact that makes a finding of a rule disappear.
fn lifted_by(rule: &str, hits_clients: bool) -> Option<PreconditionKind> {
    Some(match rule {
        "document-mismatch" | "id-target-changed" | "schema-validation-enabled" | "table-type-narrowed" => {
            PreconditionKind::Data
        }
        "scheduled-args-mismatch" | "scheduled-target-kind-changed" | "scheduled-target-missing" => {
            PreconditionKind::Schedule
        }
        "args-field-removed"
        | "args-field-required"
        | "args-type-narrowed"
        | "args-validator-added"
        | "function-kind-changed"
        | "function-removed" => {
            if hits_clients {
                PreconditionKind::Clients
            } else {
                PreconditionKind::Schedule
            }
        }
        "auth-provider-changed"
        | "auth-provider-removed"
        | "function-made-internal"
        | "http-route-removed"
        | "returns-field-added"
        | "returns-validator-removed"
        | "returns-widened" => PreconditionKind::Clients,
        "env-var-missing" => PreconditionKind::Environment,
        _ => return None,
    })
}
