//! A function checks its arguments now.
//!
//! # What it finds
//! A function without a validator of its arguments, or with `v.any()`, that has one in the candidate. One finding
//! for all that it refuses.
//!
//! # Why it breaks
//! Without a validator any object was accepted. Clients may send fields that the validator does not name or types
//! that it does not expect, and get `ArgumentValidationError`; what they do send stands only in their code. For an
//! internal function, or one of a component, it is risky: those who call it are deployed together with it, and
//! scheduled calls have rules of their own. It is left out where evidence shows that nothing scheduled names such a
//! function, and for functions that their callers can no longer call at all.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "messages.js:send", "functionType": "Mutation"}]}
//! ```
//! ```json candidate
//! {"functions": [{"identifier": "messages.js:send", "functionType": "Mutation",
//!   "args": {"type": "object", "value": {"body": {"fieldType": {"type": "string"}, "optional": false}}}}]}
//! ```
//!
//! # Safe rollout
//! Name every argument that a client sends as optional and with `v.any()`, log what arrives, and narrow step by
//! step.

use super::args;
use crate::compat::pair::FunctionPair;
use crate::compat::report::{Breaks, Level};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "args-validator-added",
    family: Family::Function,
    scope: Scope::Compares,
    level: Level::Breaking,
    breaks: &[Breaks::DeployedClients],
    needs: &[Input::Baseline(PartName::Functions), Input::Candidate(PartName::Functions)],
    since: "0.1.0",
    source: include_str!("args_validator_added.rs"),
    check: Check::Function(check),
};

fn check(pair: &FunctionPair<'_>, sink: &mut Sink<'_>) {
    let Some((callers, causes)) = args::checked_anew(pair) else { return };
    let name = pair.name;
    if let Some(cause) = causes.list.first() {
        sink.push(
            Draft::new(pair.subject(), format!("`{name}` took any arguments, and checks them now"))
                .felt_by(callers)
                .witness(&cause.witness)
                .fix(format!("leave the arguments of `{name}` unchecked, or accept all that its callers send")),
        );
    } else if causes.undecided {
        sink.undecided(pair.subject(), format!("whether `{name}` still takes what its callers send"));
    }
}
