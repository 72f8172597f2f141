//! Convex refuses the argument validator of a function.
//!
//! # What it finds
//! A function of the candidate whose `args` is neither an object nor `v.any()`, such as a union of objects. The types of
//! `convex/server` forbid it, so a cast or plain JavaScript hides it.
//!
//! # Why it breaks
//! Convex refuses the push with `InvalidModules` ("Args validator must be an object or any").
//!
//! # Example
//! ```json baseline
//! {"functions": []}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:send", "functionType": "Mutation", "args": {"type": "string"}}]}
//! ```
//!
//! # Safe rollout
//! Declare one object, and put the union into one of its fields.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check)).inspects(&[PartName::Functions]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let functions = pair.candidate.and_then(|component| component.functions.known()).into_iter().flatten();
    for (name, function) in functions.filter(|(_, function)| !function.takes_an_object()) {
        let args = function.args().map(ToString::to_string);
        sink.push(
            Draft::new(
                Subject::function(pair.path, name),
                format!("Convex refuses the arguments of `{name}`: the validator is neither an object nor `v.any()`"),
            )
            .detail(args.clone().unwrap_or_default())
            .change(None, args)
            .fix(format!("declare the arguments of `{name}` as one object")),
        );
    }
}
