//! One thing that a rule found.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Subject;
use crate::error::{Error, Result};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Good to know.
    Info,
    /// May fail, or is costly or irreversible.
    Risky,
    /// A value that the baseline's contract allows, or a value that is there, is refused.
    Breaking,
}

impl Level {
    /// Every level, mildest first.
    pub const ALL: [Self; 3] = [Self::Info, Self::Risky, Self::Breaking];

    /// The level as reports write it.
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
            Error::invalid_input(format!("there is no level `{name}`")).help(format!("the levels are {names}"))
        })
    }
}

/// Who breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Breaks {
    /// Documents that are stored.
    StoredData,
    /// Clients that are out there.
    DeployedClients,
    /// Calls that are scheduled, and crons.
    ScheduledCalls,
    /// Functions that call other functions.
    ServerCallers,
    /// The people who run it.
    Operators,
}

impl Breaks {
    /// Who, as reports write it.
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

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// How bad it is.
    pub level: Level,
    /// Who breaks.
    pub breaks: Vec<Breaks>,
    /// What it is about.
    pub subject: Subject,
    /// What was found, in one sentence.
    pub message: String,
    /// How many documents or calls it concerns, where they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// A value, in encoded JSON, that the old side allows and the new side refuses. Made up, and confirmed by the
    /// plain validator on both sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<serde_json::Value>,
    /// Some of the documents or calls.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
    /// The smallest change that would make it safe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// What stays the same across unrelated edits, to accept the finding by.
    pub fingerprint: String,
    /// The baseline that it was found against; absent where a rule compares nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// Why policy accepts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

/// One of the documents or calls that a finding concerns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// Its document id.
    pub id: String,
    /// The place inside it, as Convex writes it: `.items[0].price`.
    #[serde(default)]
    pub path: String,
    /// The value there, in encoded JSON. Private: only shown where asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
}

/// Why policy accepts a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// The last day on which it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

/// What tells a finding from others: its rule and its subject, and what the rule adds.
pub(crate) fn fingerprint(rule: &str, subject: &Subject, detail: &str) -> String {
    let subject = serde_json::to_string(subject).unwrap_or_default();
    let digest = Sha256::digest([rule, &subject, detail].join("\0"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
