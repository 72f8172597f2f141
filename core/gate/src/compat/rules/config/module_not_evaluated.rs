//! A module could not be evaluated.
//!
//! # What it finds
//! A module of the candidate whose code fails when it is evaluated here, where it is unknown if Convex's evaluation fails
//! too, and the same module of the baseline could be read. Its functions (of `schema.ts` its tables, of `auth.config.ts`
//! its providers) are unknown; all others are compared. If the baseline has the same problem, it is only listed under
//! "not checked". Also `auth.config.ts` of the baseline, if it could not be evaluated and the candidate has no auth provider.
//!
//! # Why it breaks
//! Either the push fails, or the functions may have changed in any way. Users who are signed in with an unknown provider are
//! signed out if it is removed.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"identifier": "mail.js:send", "functionType": "Action"}]}
//! ```
//! ```json candidate
//! {"functions": [], "problems": [{"module": "mail.js",
//!   "message": "`mail.js` cannot be evaluated: `MAIL_KEY` is not set (convex/mail.ts:3)"}]}
//! ```
//!
//! # Safe rollout
//! Name the environment variables that are set with `--env-names` or `--env-file`, or check the module by hand.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::Component;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators, Breaks::DeployedClients], Check::Component(check))
        .compares(&[PartName::Functions]);

/// The module with the auth providers.
const AUTH: &str = "auth.config.js";

/// Maximum number of functions that the message names.
const MAX_NAMED: usize = 5;

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let is_unknown =
        |component: Option<&Component>| component.is_some_and(|component| component.functions.is_unknown());
    let Some(candidate) = pair.candidate else { return };
    removed_auth(pair, candidate, sink);
    if is_unknown(pair.baseline) || is_unknown(pair.candidate) {
        return;
    }
    for problem in candidate.problems.iter().filter(|problem| !problem.is_refused) {
        let module = problem.module.as_str();
        if pair.baseline.is_some_and(|baseline| baseline.unread(module).is_some()) {
            continue;
        }
        let known = known_functions(pair.baseline, module);
        let unknown = if known.is_empty() { String::new() } else { format!("; unknown now: {known}") };
        sink.push(
            Draft::new(Subject::module(pair.path, module), format!("{}{unknown}", problem.message))
                .fix(format!("let `{module}` load without its environment, or name the variables that are set")),
        );
    }
}

/// Reports the removal of all auth providers if those of the baseline are unknown.
fn removed_auth(pair: &ComponentPair<'_>, candidate: &Component, sink: &mut Sink<'_>) {
    let is_removed = candidate.auth_providers.known().is_some_and(Vec::is_empty);
    if !is_removed || pair.baseline.and_then(|baseline| baseline.unread(AUTH)).is_none() {
        return;
    }
    sink.push(
        Draft::new(
            Subject::module(pair.path, AUTH),
            format!("`{AUTH}` of the baseline could not be evaluated, and the candidate has no auth provider"),
        )
        .fix("keep the auth provider until its tokens have expired"),
    );
}

/// Lists the functions of a module.
fn known_functions(component: Option<&Component>, module: &str) -> String {
    let functions = component.and_then(|component| component.functions.known()).into_iter().flatten();
    let names: Vec<_> = functions.map(|(name, _)| name).filter(|name| name.module() == module).collect();
    let named: Vec<_> = names.iter().take(MAX_NAMED).map(|name| format!("`{name}`")).collect();
    match names.len() - named.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
