//! A function became a query, mutation or action that it was not.
//!
//! # What it finds
//! A function that both sides have, of another kind in the candidate. Where it changed, its arguments and results
//! are not looked at: nobody gets that far. Where the function became internal as well, that alone is found.
//!
//! # Why it breaks
//! Clients say which kind of function they call, and get `Trying to execute x as Query, but it is defined as
//! Mutation`. Other functions do the same with `ctx.runQuery` and `ctx.runMutation`. For an internal function, or
//! one of a component, it is risky: those who call it are deployed together with it. It is left out where evidence
//! shows that nothing scheduled names such a function; calls that are scheduled have rules of their own.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "counters.js:next", "functionType": "Query"}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "counters.js:next", "functionType": "Mutation"}]}
//! ```
//!
//! # Safe rollout
//! Add the new function under another name, move the clients over, and remove the old one when nobody calls it.

use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "function-kind-changed",
    family: Family::Function,
    scope: Scope::Compares,
    level: Level::Breaking,
    breaks: &[Breaks::DeployedClients],
    needs: &[Input::Baseline(PartName::Functions), Input::Candidate(PartName::Functions)],
    since: "0.1.0",
    source: include_str!("function_kind_changed.rs"),
    check: Check::Function(check),
};

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let (Some((old, new)), Some(callers)) = (pair.both(), pair.callers()) else { return };
    if old.kind == new.kind || pair.is_made_internal() {
        return;
    }
    let (name, was, is) = (pair.name, old.kind, new.kind);
    sink.push(
        Draft::new(pair.subject(), format!("`{name}` changed from {was} to {is}"))
            .felt_by(callers)
            .fix(format!("keep the {was} `{name}`, and add the {is} under another name")),
    );
}
