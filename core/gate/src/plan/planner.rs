//! The search for the steps of a plan.

use super::assume::{assume, passes, restricted_tables};
use super::changes::changes;
use super::components::{schema, table};
use super::migration::migrations;
use super::obligation::{Between, obligations};
use super::precondition::{Precondition, PreconditionKind};
use super::problem::{Problem, problems};
use super::return_point::return_point;
use super::step::{Blocked, Plan, Step};
use super::widen::{Swap, Widened, widen, with_temporary};
use crate::compat::report::Subject;
use crate::compat::{Evidence, Options, check, find_rule};
use crate::surface::Surface;

/// Maximum number of rounds in which preconditions of a step are found.
const MAX_ROUNDS: usize = 4;

/// Finds the deploys that lead from the baseline to the candidate without breaking stored data, clients or scheduled calls.
///
/// The function is pure. Each step passes the check under its preconditions ([`check_step`](super::check_step)), and none
/// of the preconditions can be left out. The last step deploys the candidate.
///
/// ```
/// use convex_ops::compat::{Evidence, Options};
/// use convex_ops::plan::plan;
/// use convex_ops::surface::Surface;
///
/// let app = |fields| Surface::parse(&format!(
///     r#"{{"tables": [{{"tableName": "m", "indexes": [], "documentType": {{"type": "object", "value": {{{fields}}}}}}}],
///         "schemaValidation": true}}"#
/// ));
/// let (old, new) = (app("")?, app(r#""b": {"fieldType": {"type": "string"}, "optional": false}"#)?);
/// let plan = plan(&old, &new, &Evidence::default(), &Options::at(0.0));
/// assert_eq!(plan.steps.len(), 2);
/// assert_eq!(plan.steps[0].obligations[0].text, "inserts into `m` set `b`");
/// assert_eq!(plan.steps[1].waits_for.as_deref(), Some("all documents of `m` match"));
/// # Ok::<(), convex_ops::Error>(())
/// ```
#[must_use]
pub fn plan(baseline: &Surface, candidate: &Surface, evidence: &Evidence, options: &Options) -> Plan {
    let inputs = Inputs { baseline, candidate, evidence, options };
    let direct = problems(&check(baseline, candidate, evidence, options));
    let impossible: Vec<Problem> = direct.iter().filter(|problem| problem.lifted_by.is_none()).cloned().collect();
    if !impossible.is_empty() {
        return blocked(impossible);
    }
    if direct.iter().all(|problem| problem.lifted_by == Some(PreconditionKind::Environment)) {
        return inputs.finish(vec![(DIRECT, candidate.clone())], &[]);
    }
    let plan = inputs.widened(&direct, true);
    // What is kept may exceed a limit of Convex.
    if plan.blocked.is_empty() { plan } else { inputs.widened(&direct, false) }
}

const DIRECT: &str = "deploy the candidate";
const WIDEN: &str = "serve the old form and the new one";
const SWITCH: &str = "give the new functions their names";

/// The inputs of a plan.
struct Inputs<'a> {
    baseline: &'a Surface,
    candidate: &'a Surface,
    evidence: &'a Evidence,
    options: &'a Options,
}

impl Inputs<'_> {
    fn widened(&self, direct: &[Problem], keep: bool) -> Plan {
        let Widened { surface, swaps } = widen(self.baseline, self.candidate, direct, keep, self.options);
        let mut surfaces = vec![(WIDEN, surface)];
        if !swaps.is_empty() {
            surfaces.push((SWITCH, with_temporary(self.candidate, &swaps)));
        }
        surfaces.push((DIRECT, self.candidate.clone()));
        self.finish(surfaces, &swaps)
    }

    /// Finds the preconditions of each step, then what follows from them.
    fn finish(&self, surfaces: Vec<(&'static str, Surface)>, swaps: &[Swap]) -> Plan {
        let mut steps: Vec<Step> = Vec::new();
        for (number, (title, surface)) in (1..).zip(surfaces) {
            let previous = steps.last().map_or(self.baseline, |step| &step.surface);
            match self.preconditions(previous, &surface, number - 1) {
                Ok(preconditions) => steps.push(Step::new(number, title, preconditions, surface)),
                Err(problems) => return blocked(problems),
            }
        }
        self.describe(&mut steps, swaps);
        Plan { steps, blocked: Vec::new() }
    }

    /// Finds the facts under which a step passes.
    fn preconditions(&self, previous: &Surface, next: &Surface, since: u32) -> Result<Vec<Precondition>, Vec<Problem>> {
        let mut found: Vec<Precondition> = Vec::new();
        for _ in 0..MAX_ROUNDS {
            let (assumed, evidence) = assume(previous, next, self.candidate, self.evidence, &found);
            let open = problems(&check(&assumed, next, &evidence, self.options));
            if open.is_empty() {
                found.sort_by(|a, b| (a.kind, &a.subject).cmp(&(b.kind, &b.subject)));
                return Ok(found);
            }
            let before = found.len();
            for problem in &open {
                for precondition in self.lifting(problem, previous, next, since) {
                    if !found.contains(&precondition) {
                        found.push(precondition);
                    }
                }
            }
            if found.len() == before {
                return Err(open);
            }
        }
        Err(problems(&check(previous, next, self.evidence, self.options)))
    }

    /// Returns the facts that lift a problem. No client and no document complies with a step before the first.
    fn lifting(&self, problem: &Problem, previous: &Surface, next: &Surface, since: u32) -> Vec<Precondition> {
        let Some(kind) = problem.lifted_by else { return Vec::new() };
        let subject = Subject { path: None, ..problem.subject.clone() };
        let fact = |subject, documents| Precondition { kind, subject, since, documents };
        match kind {
            PreconditionKind::Data | PreconditionKind::Clients if since == 0 => Vec::new(),
            PreconditionKind::Data => {
                let component = subject.component.as_str();
                let tables: Vec<String> = match &subject.table {
                    Some(table) => vec![table.clone()],
                    None => self.unproven_tables(previous, next, component),
                };
                let documents = |name: &str| table(next, component, name).map(|table| table.document.clone());
                tables.iter().map(|name| fact(Subject::table(component, name), documents(name))).collect()
            }
            _ => vec![fact(subject, None)],
        }
    }

    /// Returns the tables whose documents are not known to match a schema that is enforced from now on.
    fn unproven_tables(&self, previous: &Surface, next: &Surface, component: &str) -> Vec<String> {
        let enforced = schema(previous, component).is_some_and(|schema| schema.validates);
        let next = schema(next, component).filter(|_| !enforced);
        let restricted = next.into_iter().flat_map(restricted_tables);
        restricted.filter(|name| !passes(self.evidence, component, name)).map(str::to_owned).collect()
    }

    /// Adds the changes, obligations, migrations and limits of each step.
    fn describe(&self, steps: &mut [Step], swaps: &[Swap]) {
        let surfaces: Vec<Surface> = steps.iter().map(|step| step.surface.clone()).collect();
        let next: Vec<Vec<Precondition>> = steps.iter().skip(1).map(|step| step.preconditions.clone()).collect();
        for (index, step) in steps.iter_mut().enumerate() {
            let previous = index.checked_sub(1).and_then(|index| surfaces.get(index)).unwrap_or(self.baseline);
            step.changes = changes(previous, &step.surface);
            if let Some(next) = next.get(index) {
                step.migrations = migrations(self.baseline, next, self.evidence);
                let between = Between { baseline: self.baseline, step: &step.surface, candidate: self.candidate };
                step.obligations = obligations(between, next, &step.migrations, swaps);
            }
            let (assumed, evidence) =
                assume(previous, &step.surface, self.candidate, self.evidence, &step.preconditions);
            let report = check(&assumed, &step.surface, &evidence, self.options);
            step.point_of_no_return = return_point(&report, previous, &step.surface, &step.migrations);
        }
    }
}

fn blocked(problems: Vec<Problem>) -> Plan {
    let blocked = problems.into_iter().map(|problem| Blocked {
        reason: reason(&problem.rule).to_owned(),
        fix: problem.fix,
        rule: problem.rule,
        subject: problem.subject,
        message: problem.message,
    });
    Plan { steps: Vec::new(), blocked: blocked.collect() }
}

/// Returns why no step avoids a finding of a rule.
fn reason(rule: &str) -> &'static str {
    let compares = find_rule(rule).is_ok_and(|rule| !rule.declaration.baseline.is_empty());
    if compares { "no safe way is known for this change" } else { "the candidate itself has to be corrected" }
}
