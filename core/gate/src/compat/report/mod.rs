//! What a check says: a verdict, and the findings that lead to it.

mod finding;
pub mod render;
mod subject;

pub(super) use finding::fingerprint;
pub use finding::{Acceptance, Breaks, Finding, Level, Sample};
pub use subject::Subject;

use serde::{Deserialize, Serialize};

use crate::value::Tables;

/// What a check says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Report {
    /// The highest level among the findings that policy doesn't accept.
    pub verdict: Verdict,
    /// What was found, worst first, then by subject and rule.
    pub findings: Vec<Finding>,
    /// Questions that ran out of steps.
    pub undecided: Vec<Undecided>,
    /// What was not looked at, and which rules therefore did not run.
    pub not_checked: Vec<NotChecked>,
    /// What would break if the baseline were deployed again after the candidate.
    pub rollback: Vec<Finding>,
    /// The numbers of the tables that ids in witnesses belong to.
    pub tables: Tables,
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Nothing above info.
    Safe,
    /// Something may fail, or is costly or irreversible.
    Risky,
    /// A question ran out of steps, and nothing is breaking.
    Undecided,
    /// Somebody breaks.
    Breaking,
}

/// A question that ran out of steps: neither yes nor no.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Undecided {
    /// The rule that asked.
    pub rule: String,
    /// Of what.
    pub subject: Subject,
    /// What was asked.
    pub message: String,
}

/// Something that was not looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotChecked {
    /// What: an input that was not given (`baseline schema`), or something that no input holds.
    pub what: String,
    /// The component whose input is absent; empty for the root.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub component: String,
    /// The rules that did not run for it.
    pub rules: Vec<String>,
}

impl Report {
    /// The report without the values of stored documents and arguments, which are private. Witnesses are made up, and
    /// stay.
    #[must_use]
    pub fn without_values(mut self) -> Self {
        for finding in self.findings.iter_mut().chain(&mut self.rollback) {
            finding.samples.iter_mut().for_each(|sample| sample.value = None);
        }
        self
    }

    /// Whether a finding that policy doesn't accept is at or above a level.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        self.findings.iter().any(|finding| finding.accepted.is_none() && finding.level >= level)
    }
}

impl Verdict {
    /// The verdict of findings and of questions without an answer.
    #[must_use]
    pub fn of(findings: &[Finding], undecided: &[Undecided]) -> Self {
        let open = findings.iter().filter(|finding| finding.accepted.is_none());
        match open.map(|finding| finding.level).max() {
            Some(Level::Breaking) => Self::Breaking,
            _ if !undecided.is_empty() => Self::Undecided,
            Some(Level::Risky) => Self::Risky,
            Some(Level::Info) | None => Self::Safe,
        }
    }

    /// The verdict as reports write it.
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
