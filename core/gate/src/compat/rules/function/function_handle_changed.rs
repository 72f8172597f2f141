//! A function handle in arguments or results has another signature.
//!
//! # What it finds
//! A place in the arguments or in the result of a function where both versions have a `v.function`, with another kind of
//! function, other arguments or other results.
//!
//! # Why it breaks
//! Convex checks only that the value is a handle, so no call is refused. But the code that calls the function behind a
//! handle now passes other arguments or expects another result, while a handle from before still names the old function.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "jobs.js:start", "functionType": "Mutation",
//!   "args": {"type": "object", "value": {"onComplete": {"fieldType": {"type": "function", "fnType": "mutation"},
//!     "optional": false}}}}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "jobs.js:start", "functionType": "Mutation",
//!   "args": {"type": "object", "value": {"onComplete": {"fieldType": {"type": "function", "fnType": "action"},
//!     "optional": false}}}}]}
//! ```
//!
//! # Safe rollout
//! Let the functions behind the handles accept both kinds of calls before the code changes.

use crate::compat::causes::signature_changes;
use crate::compat::pair::FunctionPair;
use crate::compat::report::Breaks;
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::schema::Validator;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::info(&[Breaks::ServerCallers], Check::Function(check)).compares(&[PartName::Functions]);

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((old, new)) = pair.still_callable() else { return };
    let args = (!old.takes_the_same(new)).then(|| (old.args(), new.args(), "argument"));
    let returns = (!old.returns_the_same(new)).then(|| (old.returns(), new.returns(), "result"));
    for (old, new, what) in args.into_iter().chain(returns) {
        compare(pair, old, new, what, sink);
    }
}

fn compare(pair: &FunctionPair<'_>, old: Option<&Validator>, new: Option<&Validator>, what: &str, sink: &mut Sink<'_>) {
    let Some((old, new)) = old.zip(new) else { return };
    for change in signature_changes(old, new) {
        let (name, place) = (pair.name, change.path.group());
        let message = format!(
            "`{name}`: the function handle in the {what} `{place}` was `{}` and is `{}`",
            change.old, change.new
        );
        sink.push(Draft::new(pair.subject().at(place), message).detail(what));
    }
}
