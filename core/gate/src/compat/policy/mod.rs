//! Policy of a project for grading findings: `convex-ops.toml`.

use std::collections::BTreeMap;

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use super::ids::check_id;
use super::report::{Acceptance, Finding, Level};

/// Policy for grading findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Policy {
    /// Level of each finding of a rule, by the rule's id.
    #[serde(deserialize_with = "levels_of_rules")]
    pub levels: BTreeMap<String, Level>,
    /// Findings that are known and accepted.
    pub accept: Vec<Accept>,
}

/// Refuses unknown rules: a policy for one would silently never apply.
fn levels_of_rules<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Level>, D::Error> {
    let levels = BTreeMap::<String, Level>::deserialize(deserializer)?;
    levels.keys().try_for_each(|id| check_id(id)).map_err(D::Error::custom)?;
    Ok(levels)
}

/// A finding that is known and accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Accept {
    /// Fingerprint of the finding.
    pub fingerprint: String,
    /// Reason for accepting it.
    pub reason: String,
    /// Last day of the acceptance (`2026-12-31`, UTC); without it, the acceptance does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typegen", schemars(with = "Option<String>"))]
    pub expires: Option<jiff::civil::Date>,
}

impl Policy {
    /// Grades a finding at a time in milliseconds since the Unix epoch.
    pub fn grade(&self, finding: &mut Finding, now: f64) {
        if let Some(level) = self.levels.get(&finding.rule) {
            finding.level = *level;
        }
        let entry = self.accept.iter().find(|accept| accept.fingerprint == finding.fingerprint && accept.holds(now));
        finding.accepted = entry.map(|accept| Acceptance {
            reason: accept.reason.clone(),
            expires: accept.expires.map(|day| day.to_string()),
        });
    }
}

impl Accept {
    fn holds(&self, now: f64) -> bool {
        let today = jiff::Timestamp::from_millisecond(now as i64)
            .map(|time| jiff::tz::Offset::UTC.to_datetime(time).date())
            .unwrap_or_default();
        self.expires.is_none_or(|last_day| today <= last_day)
    }
}
