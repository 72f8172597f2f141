//! Convex refuses the push because of a module.
//!
//! # What it finds
//! A module of the candidate that Convex's analysis refuses: a query or mutation in a `"use node"` module, a default
//! export of `http.ts` that is not a router, an `auth.config.ts` with an invalid provider or one that reads an environment
//! variable that is not set, a `convex.config.ts` that mounts components wrongly, `import.meta` at the top level. The
//! message has Convex's reason. `docs/push-refusals.md` lists all of them.
//!
//! # Why it breaks
//! The deploy fails, and the live version stays.
//!
//! # Example
//! ```json baseline
//! {"functions": []}
//! ```
//! ```json candidate
//! {"functions": [], "problems": [{"module": "mail.js", "refused": true,
//!   "message": "`send` defined in `mail.js` is a Mutation function, and only actions can be defined in Node.js"}]}
//! ```
//!
//! # Safe rollout
//! Change the module as the message says.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::Operators], Check::Component(check));

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let problems = pair.candidate.map(|component| component.problems.as_slice()).unwrap_or_default();
    for problem in problems.iter().filter(|problem| problem.is_refused) {
        sink.push(
            Draft::new(
                Subject::module(pair.path, &problem.module),
                format!("Convex refuses the push: {}", problem.message),
            )
            .detail(&problem.message),
        );
    }
}
