//! The policy itself, and the grading of a finding.

use std::collections::BTreeMap;

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};

use super::accept::Accept;
use super::glob::Glob;
use super::regrade::Override;
use super::sunset::Sunset;
use crate::compat::ids::{RULE_IDS, check_id};
use crate::compat::report::{Acceptance, Finding, FunctionUsage, Level};

/// Rule whose findings break strict decoders only.
const NEW_FIELD: &str = "returns-field-added";

/// Policy for grading findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Policy {
    /// Level of each finding of a rule, by the rule's id.
    #[serde(deserialize_with = "levels_of_rules")]
    pub levels: BTreeMap<String, Level>,
    /// Levels of findings at some places. The last that matches counts, and counts more than `levels`.
    #[serde(rename = "override", skip_serializing_if = "Vec::is_empty", deserialize_with = "overrides")]
    pub overrides: Vec<Override>,
    /// Findings that are known and accepted.
    pub accept: Vec<Accept>,
    /// Announced ends of functions and fields: from that day, they may be removed.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "sunsets")]
    pub sunset: Vec<Sunset>,
    /// Functions whose clients refuse unknown fields in results, as names or patterns: a new field breaks them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strict_decoders: Vec<Glob>,
    /// Number of days without a call after which a function may be removed. Counts only if logs cover all of these days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_days: Option<u32>,
}

/// Refuses unknown rules: a policy for one would silently never apply.
fn levels_of_rules<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Level>, D::Error> {
    let levels = BTreeMap::<String, Level>::deserialize(deserializer)?;
    levels.keys().try_for_each(|id| check_id(id)).map_err(D::Error::custom)?;
    Ok(levels)
}

/// Refuses patterns that no rule matches, for the same reason.
fn overrides<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Override>, D::Error> {
    let overrides = Vec::<Override>::deserialize(deserializer)?;
    let globs = overrides.iter().filter_map(|entry| entry.rule.as_ref());
    for glob in globs.filter(|glob| !RULE_IDS.iter().any(|(id, _)| glob.matches(id))) {
        check_id(glob.as_str()).map_err(D::Error::custom)?;
    }
    Ok(overrides)
}

/// Refuses entries that name neither a function nor a table.
fn sunsets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Sunset>, D::Error> {
    let sunsets = Vec::<Sunset>::deserialize(deserializer)?;
    if sunsets.iter().any(|entry| entry.function.is_some() == entry.table.is_some()) {
        return Err(D::Error::custom("invalid sunset: name either a function or a table"));
    }
    Ok(sunsets)
}

impl Policy {
    /// Grades a finding at a time in milliseconds since the Unix epoch.
    pub fn grade(&self, finding: &mut Finding, now: f64) {
        let function = finding.subject.function.as_deref();
        let is_strict = |name| self.strict_decoders.iter().any(|glob| glob.matches_function(name));
        if finding.rule == NEW_FIELD && function.is_some_and(is_strict) {
            finding.level = Level::Breaking;
        }
        if let Some(level) = self.levels.get(&finding.rule) {
            finding.level = *level;
        }
        if let Some(entry) = self.overrides.iter().rfind(|entry| entry.applies(finding)) {
            finding.level = entry.level;
        }
        let entry = self.accept.iter().find(|accept| accept.names(finding) && !accept.has_expired(now));
        finding.accepted = entry.map(Accept::acceptance);
        if !finding.rule.starts_with("rollback-") {
            self.apply_sunset(finding, now);
            self.apply_quiet_days(finding);
        }
    }

    /// Accepts the removal of what has reached its announced end, and says how long it is until then.
    fn apply_sunset(&self, finding: &mut Finding, now: f64) {
        let Some(sunset) = self.sunset.iter().find(|sunset| sunset.names(finding)) else { return };
        if !sunset.has_come(now) {
            finding.message = format!("{}; {}", finding.message, sunset.describe_wait(now));
        } else if finding.accepted.is_none() {
            finding.accepted = Some(Acceptance::because(format!("its sunset was {}", sunset.date)));
        }
    }

    /// Accepts the removal of a function that was not called for long enough.
    fn apply_quiet_days(&self, finding: &mut Finding) {
        let (Some(days), Some(usage)) = (self.quiet_days, &finding.usage) else { return };
        if finding.accepted.is_none() && FunctionUsage::is_quiet(usage, days) {
            finding.accepted = Some(Acceptance::because(format!("no call in {} days of logs", usage.quiet_days)));
        }
    }
}
