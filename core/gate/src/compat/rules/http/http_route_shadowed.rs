//! A different route serves a request.
//!
//! # What it finds
//! Two routes, one of the baseline and one of the candidate, that serve the same request. An exact path beats a prefix,
//! and the longest prefix wins: a new route takes requests from a prefix, and a prefix takes those of a removed route.
//! The finding names such a request; each pair of routes is one finding.
//!
//! # Why it breaks
//! The request still gets a response, but from other code. Only you can judge if that response is as good.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"functionType": "HttpAction", "method": "GET", "path": "/files/*"}]}
//! ```
//! ```json candidate
//! {"functions": [
//!   {"functionType": "HttpAction", "method": "GET", "path": "/files/*"},
//!   {"functionType": "HttpAction", "method": "GET", "path": "/files/list"}]}
//! ```
//!
//! # Safe rollout
//! Serve the new route under a path that no old route served, or make sure that it handles the old requests as before.

use super::requests;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::Route;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::DeployedClients], Check::Component(check)).compares(&[PartName::Functions]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((old, new)) = requests::routes(pair) else { return };
    if old == new {
        return;
    }
    for before in old {
        for after in new.iter().filter(|after| *after != before) {
            let Some(path) = requests::path_of_both(before, after, old, new) else { continue };
            let method = &before.method;
            let was_before = Route::find_serving(old, method, &path) == Some(before);
            if was_before && Route::find_serving(new, method, &path) == Some(after) {
                let message = format!("`{after}` now serves {}", requests::describe(before, &path));
                sink.push(
                    Draft::new(Subject::route(pair.path, before), message)
                        .detail(after.to_string())
                        .fix(format!("let `{before}` serve `{method} {path}` as before")),
                );
            }
        }
    }
}
