//! Announced ends of functions and fields.

use serde::{Deserialize, Serialize};

use super::day::{Day, days_between, today};
use super::glob::Glob;
use super::place::Place;
use crate::compat::report::Finding;

/// Announced end of a function, or of a field of its arguments, of its results or of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sunset {
    /// Name of the function, or a pattern: `messages:list`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Glob>,
    /// Name of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Glob>,
    /// Field of the function or of the table: `.items[].price`. Without it, the whole function or table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Glob>,
    /// Day from which it may be removed (`2026-12-31`, UTC).
    #[cfg_attr(feature = "typegen", schemars(with = "String"))]
    pub date: Day,
}

/// Rules that find the removal of a whole subject, or that deployed clients lose it.
const REMOVALS: [&str; 3] = ["function-removed", "function-made-internal", "table-removed"];

/// Rules that find stored documents which a deploy would fail on: no announcement changes them.
const FACTS: [&str; 2] = ["document-mismatch", "table-referenced-but-removed"];

impl Sunset {
    /// Returns the function or table, and the field.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            function: self.function.clone(),
            table: self.table.clone(),
            path: self.path.clone(),
            ..Place::default()
        }
    }

    /// Checks if a finding is the removal of what the entry names.
    #[must_use]
    pub fn names(&self, finding: &Finding) -> bool {
        let named = self.function.is_some() || self.table.is_some();
        let removed = match &self.path {
            Some(_) => finding.before.is_some() && finding.after.is_none() && !FACTS.contains(&finding.rule.as_str()),
            None => REMOVALS.contains(&finding.rule.as_str()),
        };
        named && removed && self.place().contains(finding)
    }

    /// Checks if the day has come at a time in milliseconds since the Unix epoch.
    #[must_use]
    pub fn has_come(&self, now: f64) -> bool {
        today(now) >= self.date
    }

    /// Describes how long it is until the day: "its sunset is 2026-12-31, in 12 days".
    #[must_use]
    pub fn describe_wait(&self, now: f64) -> String {
        let days = days_between(today(now), self.date);
        let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        format!("its sunset is {}, in {days}", self.date)
    }
}
