//! A function changed between query, mutation and action.
//!
//! # What it finds
//! A function that exists on both sides, with another kind in the candidate. Its arguments and results are not
//! compared, since no call gets that far. If the function became internal as well, only that is reported.
//!
//! # Why it breaks
//! Clients name the kind of the function they call, and get `Trying to execute x as Query, but it is defined as
//! Mutation`. Other functions do the same with `ctx.runQuery` and `ctx.runMutation`. For an internal function, or a
//! function of a component, the level is risky: its callers are deployed together with it. Nothing is reported if the
//! evidence shows that no scheduled call names such a function; other rules cover scheduled calls. Nothing schedules a
//! query, so nothing is reported for an internal one.
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
//! Add the new function under another name, move the clients to it, and remove the old one when nothing calls it.

use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let (Some((old, new)), Some(callers)) = (pair.both(), pair.callers()) else { return };
    if old.kind == new.kind || pair.is_made_internal() {
        return;
    }
    let (name, was, is) = (pair.name, old.kind, new.kind);
    sink.push(
        Draft::new(pair.subject(), format!("`{name}` changed from {was} to {is}"))
            .affects(callers)
            .change(Some(was.to_string()), Some(is.to_string()))
            .detail(is.to_string())
            .fix(format!("keep the {was} `{name}`, and add the {is} under another name")),
    );
}
