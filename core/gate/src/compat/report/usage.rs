//! Calls of a function, as logs have them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Calls of a function or a route in a period of logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FunctionUsage {
    /// Number of calls in the logs.
    pub calls: u64,
    /// Time of the last call (RFC 3339, UTC); absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_call: Option<String>,
    /// Number of calls by the kind of caller, as Convex names it: `webSocket`, `httpApi`, `scheduler`, `cron`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub callers: BTreeMap<String, u64>,
    /// First day of the logs.
    pub from: String,
    /// Last day of the logs.
    pub to: String,
    /// Number of whole days up to the check that the logs cover and that have no call. Zero if the logs end earlier than a
    /// day before the check.
    pub quiet_days: u32,
}

impl FunctionUsage {
    /// Checks if the function was not called for a number of days, all of which the logs cover.
    #[must_use]
    pub fn is_quiet(&self, days: u32) -> bool {
        days > 0 && self.quiet_days >= days
    }
}

impl fmt::Display for FunctionUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.last_call {
            None => write!(f, "no call")?,
            Some(last) => {
                let noun = if self.calls == 1 { "call" } else { "calls" };
                let callers: Vec<String> = self.callers.iter().map(|(name, count)| format!("{count} {name}")).collect();
                write!(f, "{} {noun} ({}), the last at {last},", self.calls, callers.join(", "))?;
            }
        }
        write!(f, " in logs from {} to {}", self.from, self.to)
    }
}
