//! Findings of rules.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{FunctionUsage, Subject};
use crate::error::{Error, Result};

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Information only.
    Info,
    /// May fail, or is costly or irreversible.
    Risky,
    /// A value is refused that the baseline's contract allows or that already exists.
    Breaking,
}

impl Level {
    /// All levels, mildest first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Risky, Self::Breaking];

    /// Returns the level as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }
}

impl FromStr for Level {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            Error::invalid_input(format!("unknown level `{name}`")).help(format!("use one of {names}"))
        })
    }
}

/// Victim of a breaking change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Breaks {
    /// Stored documents.
    StoredData,
    /// Deployed clients.
    DeployedClients,
    /// Scheduled calls and crons.
    ScheduledCalls,
    /// Functions that call other functions.
    ServerCallers,
    /// Operators of the deployment.
    Operators,
}

impl Breaks {
    /// All victims, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::StoredData, Self::DeployedClients, Self::ScheduledCalls, Self::ServerCallers, Self::Operators];

    /// Returns the victim as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StoredData => "stored-data",
            Self::DeployedClients => "deployed-clients",
            Self::ScheduledCalls => "scheduled-calls",
            Self::ServerCallers => "server-callers",
            Self::Operators => "operators",
        }
    }
}

/// Finding of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// Severity of the finding.
    pub level: Level,
    /// Victim of a breaking change.
    pub breaks: Vec<Breaks>,
    /// Subject of the finding.
    pub subject: Subject,
    /// Description of the finding, in one sentence.
    pub message: String,
    /// Place in the sources, if a side was read from sources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<FindingLocation>,
    /// Old form at the place, as validator text (`v.id("users")`); absent if the baseline does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// New form at the place, as validator text; absent if the candidate does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Number of affected documents or calls, if they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// A value, in encoded JSON, that the old side allows and the new side refuses. It is generated, and confirmed by
    /// the plain validator on both sides.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub witness: Option<serde_json::Value>,
    /// Some of the affected documents or calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// Smallest change that would make the candidate safe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// Line at the location as it would be with the smallest change, if that is one edit of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// Identifier of the break, used to accept the finding: it changes with the values that are refused, and with nothing
    /// else.
    pub fingerprint: String,
    /// Name of the baseline; absent if the rule compares nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// Calls of the function, if logs were given and the finding is about its removal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<FunctionUsage>,
    /// Acceptance of the finding by policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

/// Place of a finding in the sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FindingLocation {
    /// Path of the file, from the folder of the repository if it is known, else from that of the project.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Version that has the place: the baseline if the subject is gone.
    pub side: Side,
}

/// One of the two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// The version that is live.
    Baseline,
    /// The version to deploy.
    Candidate,
}

/// A document or call affected by a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// Document id.
    pub id: String,
    /// Path inside it, in Convex's notation: `.items[0].price`.
    #[serde(default)]
    pub path: String,
    /// Value at the path, in encoded JSON. Private: only shown on request.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub value: Option<serde_json::Value>,
}

/// Reads a value that is present: `null` is a value, and not an absent one.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<serde_json::Value>, D::Error> {
    serde_json::Value::deserialize(deserializer).map(Some)
}

/// Acceptance of a finding by policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Acceptance {
    /// Reason for accepting it.
    pub reason: String,
    /// Person who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Last day of the acceptance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

impl Acceptance {
    /// Creates an acceptance for a reason, without an author or an end.
    #[must_use]
    pub fn because(reason: String) -> Self {
        Self { reason, author: None, expires: None }
    }
}

/// Returns the identifier of a finding, from its rule, its subject and the detail that the rule adds.
pub(crate) fn fingerprint(rule: &str, subject: &Subject, detail: &str) -> String {
    let subject = serde_json::to_string(subject).unwrap_or_default();
    let digest = Sha256::digest([rule, &subject, detail].join("\0"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
