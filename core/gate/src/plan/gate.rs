//! The check of a step under its preconditions.

use super::assume::assume;
use super::step::{Plan, Step};
use crate::compat::report::Report;
use crate::compat::{Evidence, Options, check};
use crate::surface::Surface;

/// Checks a step of a plan against the one before it, under its preconditions. `baseline` and `evidence` are those of the
/// plan.
///
/// Returns `None` if the plan has no step of that number.
#[must_use]
pub fn check_step(
    plan: &Plan,
    number: u32,
    baseline: &Surface,
    evidence: &Evidence,
    options: &Options,
) -> Option<Report> {
    let step = plan.steps.iter().find(|step| step.number == number)?;
    let before = plan.steps.iter().rfind(|step| step.number < number);
    let previous = before.map_or(baseline, |step: &Step| &step.surface);
    let candidate = &plan.steps.last()?.surface;
    let (previous, evidence) = assume(previous, &step.surface, candidate, evidence, &step.preconditions);
    Some(check(&previous, &step.surface, &evidence, options))
}
