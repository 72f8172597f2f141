//! Plans: their steps pass the gate under their preconditions, and only then.

mod cases;
mod corpus;
mod generated;

use convex_ops::compat::{Evidence, Options, check};
use convex_ops::plan::{Plan, check_step, passes, plan};
use convex_ops::surface::Surface;

/// Maximum number of preconditions of a step that are left out one by one; beyond it, some of them are.
const LEFT_OUT: usize = 6;

/// Plans a change, and checks the steps.
#[track_caller]
fn planned(baseline: &Surface, candidate: &Surface, evidence: &Evidence) -> Plan {
    let options = Options::at(0.0);
    let plan = plan(baseline, candidate, evidence, &options);
    assert_eq!(plan.steps.is_empty(), !plan.blocked.is_empty());
    assert!(plan.steps.len() <= 3, "{plan}");
    if let Some(last) = plan.steps.last() {
        assert_eq!(last.surface, *candidate, "the last step is the candidate");
    }
    let is_safe = passes(&check(baseline, candidate, evidence, &options));
    assert!(!is_safe || plan.steps.len() == 1 && plan.steps[0].preconditions.is_empty(), "{plan}");
    for step in &plan.steps {
        let report = check_step(&plan, step.number, baseline, evidence, &options).unwrap();
        assert!(passes(&report), "step {} fails: {:?}\n{plan}", step.number, report.findings);
        let every = (step.preconditions.len() / LEFT_OUT).max(1);
        for index in (0..step.preconditions.len()).step_by(every) {
            let mut without = plan.clone();
            let of_step = without.steps.iter_mut().find(|other| other.number == step.number).unwrap();
            let left_out = of_step.preconditions.remove(index);
            let report = check_step(&without, step.number, baseline, evidence, &options).unwrap();
            assert!(!passes(&report), "step {} passes without {left_out:?}\n{plan}", step.number);
        }
    }
    plan
}
