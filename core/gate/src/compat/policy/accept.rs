//! Findings that are known and accepted.

use serde::{Deserialize, Serialize};

use super::day::{Day, today};
use crate::compat::report::{Acceptance, Finding};

/// A finding that is known and accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Accept {
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Reason for accepting it.
    pub reason: String,
    /// Person who accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Last day of the acceptance (`2026-12-31`, UTC); without it, the acceptance does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typegen", schemars(with = "Option<String>"))]
    pub expires: Option<Day>,
}

impl Accept {
    /// Checks if the entry has expired at a time in milliseconds since the Unix epoch.
    #[must_use]
    pub fn has_expired(&self, now: f64) -> bool {
        self.expires.is_some_and(|last_day| today(now) > last_day)
    }

    /// Checks if the entry names a finding.
    #[must_use]
    pub fn names(&self, finding: &Finding) -> bool {
        self.fingerprint == finding.fingerprint
    }

    /// Returns the acceptance as reports have it.
    pub(super) fn acceptance(&self) -> Acceptance {
        Acceptance {
            reason: self.reason.clone(),
            author: self.author.clone(),
            expires: self.expires.map(|day| day.to_string()),
        }
    }
}
