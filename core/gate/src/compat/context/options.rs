//! What a check may be told.

use crate::compat::policy::Policy;

/// How many steps one question of inclusion may take before the answer is "undecided".
pub const DEFAULT_BUDGET: u64 = 1_000_000;

/// What a check may be told.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The time of the check, in milliseconds since the Unix epoch; an input, so that reports can be made again.
    pub now: f64,
    /// How findings are graded.
    pub policy: Policy,
    /// How many steps one question of inclusion may take; steps, not time, so that answers don't depend on the machine.
    pub budget: u64,
    /// What the baseline is called in findings.
    pub baseline_name: Option<String>,
}

impl Options {
    /// The defaults, at a time in milliseconds since the Unix epoch.
    #[must_use]
    pub fn at(now: f64) -> Self {
        Self { now, policy: Policy::default(), budget: DEFAULT_BUDGET, baseline_name: None }
    }
}
