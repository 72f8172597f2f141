//! Report of a check: a verdict and its findings.

mod finding;
pub mod render;
mod subject;
mod suggestion;
mod usage;

pub(super) use finding::fingerprint;
pub use finding::{Acceptance, Breaks, Finding, FindingLocation, Level, Sample, Side};
pub use subject::Subject;
pub use usage::FunctionUsage;

use serde::{Deserialize, Serialize};

use crate::value::Tables;

/// Report of a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// Highest level among the findings that policy doesn't accept.
    pub verdict: Verdict,
    /// Findings, worst first, then by subject and rule.
    pub findings: Vec<Finding>,
    /// Questions that ran out of steps.
    pub undecided: Vec<Undecided>,
    /// Inputs and facts that were not checked, with the rules that therefore did not run.
    pub not_checked: Vec<NotChecked>,
    /// Inputs that are absent although the verdict needs them: those that were required, and a side of which neither the
    /// schema nor the functions are known. The verdict is at best `undecided`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Entries of the policy without effect.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unused_policy: Vec<UnusedPolicy>,
    /// Findings that would apply if the baseline were deployed again after the candidate.
    pub rollback: Vec<Finding>,
    /// Numbers of the tables that ids in witnesses belong to.
    pub tables: Tables,
}

/// Verdict in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// No finding above info.
    Safe,
    /// At least one change may fail, or is costly or irreversible.
    Risky,
    /// A question ran out of steps or a required input is missing, and no finding is breaking.
    Undecided,
    /// At least one finding is breaking.
    Breaking,
}

/// A question with neither a yes nor a no: it ran out of steps, or depends on a type that this version does not know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Undecided {
    /// Rule that asked the question.
    pub rule: String,
    /// Subject of the question.
    pub subject: Subject,
    /// The question.
    pub message: String,
}

/// An input or fact that was not checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotChecked {
    /// Description: an absent input (`baseline schema`), or a fact that no input contains.
    pub what: String,
    /// Component whose input is absent; empty for the root.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub component: String,
    /// Rules that did not run because of it.
    pub rules: Vec<String>,
}

/// An entry of the policy without effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct UnusedPolicy {
    /// Place of the entry: `accept[0]`.
    pub entry: String,
    /// Reason why it has no effect.
    pub why: String,
}

impl Report {
    /// Removes the values of stored documents and arguments, which are private. Witnesses are generated, so they are
    /// kept.
    #[must_use]
    pub fn without_values(mut self) -> Self {
        for finding in self.findings.iter_mut().chain(&mut self.rollback) {
            finding.samples.iter_mut().for_each(|sample| sample.value = None);
        }
        self
    }

    /// Checks if a finding that policy doesn't accept is at or above a level.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        self.findings.iter().any(|finding| finding.accepted.is_none() && finding.level >= level)
    }
}

impl Verdict {
    /// Computes the verdict from findings, undecided questions and missing inputs.
    #[must_use]
    pub fn of(findings: &[Finding], undecided: &[Undecided], missing: &[String]) -> Self {
        let open = findings.iter().filter(|finding| finding.accepted.is_none());
        match open.map(|finding| finding.level).max() {
            Some(Level::Breaking) => Self::Breaking,
            _ if !undecided.is_empty() || !missing.is_empty() => Self::Undecided,
            Some(Level::Risky) => Self::Risky,
            Some(Level::Info) | None => Self::Safe,
        }
    }

    /// Returns the verdict as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Risky => "risky",
            Self::Undecided => "undecided",
            Self::Breaking => "breaking",
        }
    }
}
