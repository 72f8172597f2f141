//! Options of a check.

use std::collections::BTreeSet;

use super::Requirement;
use crate::compat::policy::Policy;

/// Default number of steps for one inclusion question, after which the answer is "undecided".
pub const DEFAULT_BUDGET: u64 = 1_000_000;

/// Options of a check.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Time of the check, in milliseconds since the Unix epoch. An input, so that reports are reproducible.
    pub now: f64,
    /// Policy that grades the findings.
    pub policy: Policy,
    /// Maximum number of steps for one inclusion question. Steps, not time, so that answers don't depend on the
    /// machine.
    pub budget: u64,
    /// Inputs without which the verdict is at best "undecided".
    pub require: BTreeSet<Requirement>,
    /// Name of the baseline in findings.
    pub baseline_name: Option<String>,
}

impl Options {
    /// Returns the default options, at a time in milliseconds since the Unix epoch.
    #[must_use]
    pub fn at(now: f64) -> Self {
        Self { now, policy: Policy::default(), budget: DEFAULT_BUDGET, require: BTreeSet::new(), baseline_name: None }
    }
}
