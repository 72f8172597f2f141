//! The tools `check` and `plan`.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::inputs::CheckInput;
use super::tool::ToolEntry;
use crate::cli::check::Inputs;
use crate::compat::report::render::headline;
use crate::compat::report::{Finding, NotChecked, Report};
use crate::compat::{Baseline, check_all};
use crate::plan::plan;

/// Maximum number of findings in a result.
const MAX_FINDINGS: usize = 40;

/// Result of a check, without values of stored documents.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CheckOutput {
    /// `safe`, `risky`, `undecided` or `breaking`
    verdict: String,
    /// Findings, worst first
    findings: Vec<FindingOutput>,
    /// Number of findings that are left out here
    more_findings: usize,
    /// Questions without an answer
    undecided: Vec<String>,
    /// Inputs and facts that were not checked
    not_checked: Vec<String>,
    /// Number of findings of the way back: they would apply if the baseline were deployed again
    rollback_findings: usize,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct FindingOutput {
    /// Rule, which the tool `explain` describes
    rule: String,
    /// `breaking`, `risky` or `info`
    level: String,
    /// Table, function or other subject
    subject: String,
    /// Description
    message: String,
    /// Fingerprint, by which a team accepts it in `convex-ops.toml`
    fingerprint: String,
    /// File and line
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// Smallest change that would make it safe
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<String>,
    /// `true` if the policy accepts it
    accepted: bool,
}

impl From<&Finding> for FindingOutput {
    fn from(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            level: finding.level.as_str().to_owned(),
            subject: finding.subject.to_string(),
            message: finding.message.clone(),
            fingerprint: finding.fingerprint.clone(),
            place: finding.location.as_ref().map(|place| format!("{}:{}", place.file, place.line)),
            fix: finding.fix.clone(),
            accepted: finding.accepted.is_some(),
        }
    }
}

impl From<&Report> for CheckOutput {
    fn from(report: &Report) -> Self {
        let not_checked = |skipped: &NotChecked| match skipped.component.as_str() {
            "" => skipped.what.clone(),
            component => format!("{} of component {component}", skipped.what),
        };
        Self {
            verdict: report.verdict.as_str().to_owned(),
            findings: report.findings.iter().take(MAX_FINDINGS).map(Into::into).collect(),
            more_findings: report.findings.len().saturating_sub(MAX_FINDINGS),
            undecided: report.undecided.iter().map(|question| question.message.clone()).collect(),
            not_checked: report.not_checked.iter().map(not_checked).collect(),
            rollback_findings: report.rollback.len(),
        }
    }
}

/// Describes a report in few lines.
pub(super) fn describe(report: &Report) -> String {
    let mut text = headline(report);
    for finding in CheckOutput::from(report).findings {
        let accepted = if finding.accepted { ", accepted" } else { "" };
        let place = finding.place.map(|place| format!(" ({place})")).unwrap_or_default();
        let _ = write!(
            text,
            "\n- {}{accepted}: {} at {}: {}{place}",
            finding.level, finding.rule, finding.subject, finding.message
        );
        if let Some(fix) = finding.fix {
            let _ = write!(text, "\n  fix: {fix}");
        }
    }
    text
}

/// Result of a plan.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct PlanOutput {
    /// Deploys, in order; the last one deploys the candidate
    steps: Vec<StepOutput>,
    /// Problems for which no safe way is known
    blocked: Vec<String>,
}

/// A deploy of a plan.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct StepOutput {
    /// Number, from 1
    number: u32,
    /// Purpose
    title: String,
    /// Preconditions; absent if it can be deployed at once
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<String>,
}

pub(super) fn check_tool() -> ToolEntry {
    ToolEntry::reading::<CheckInput, CheckOutput>(
        "check",
        "Checks that a change to a Convex app breaks no data, client or scheduled call. Compares the working tree with a git \
         revision or with what is live. Changes nothing.",
        |call| {
            let inputs = call.read::<CheckInput>()?.open(call)?;
            let Inputs { baseline, candidate, evidence, options, not_read, earlier } = inputs;
            let live = Baseline::new(options.baseline_name.clone(), &baseline);
            let earlier: Vec<_> = earlier.iter().map(|(name, app)| Baseline::new(Some(name.clone()), app)).collect();
            let mut report = check_all(&live, &earlier, &candidate, &evidence, &options);
            report.not_checked.splice(0..0, not_read);
            Answer::new(&describe(&report), &CheckOutput::from(&report))
        },
    )
}

pub(super) fn plan_tool() -> ToolEntry {
    ToolEntry::reading::<CheckInput, PlanOutput>(
        "plan",
        "Finds the deploys, at most three, that lead to a change without breaking data, clients or scheduled calls: what each \
         changes and waits for. Takes the inputs of `check`. Changes nothing.",
        |call| {
            let inputs = call.read::<CheckInput>()?.open(call)?;
            inputs.check_one_baseline()?;
            let Inputs { baseline, candidate, evidence, options, .. } = inputs;
            let plan = plan(&baseline, &candidate, &evidence, &options);
            let steps = plan.steps.iter().map(|step| StepOutput {
                number: step.number,
                title: step.title.clone(),
                waits_for: step.waits_for.clone(),
            });
            let blocked = plan.blocked.iter().map(|blocked| blocked.reason.to_string()).collect();
            Answer::new(&plan.to_string(), &PlanOutput { steps: steps.collect(), blocked })
        },
    )
}
