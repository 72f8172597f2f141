//! A request is served by no route any more.
//!
//! # What it finds
//! A route of the baseline some of whose requests no route of the candidate serves: an exact path that is gone, or
//! a prefix that is gone where no shorter prefix takes over. The finding names such a request.
//!
//! # Why it breaks
//! Whoever calls it gets a 404: web hooks of other services, which give up after some time, and clients that are
//! out there. In a component it is risky: its routes are reached only where the app mounts them.
//!
//! # Example
//! ```json baseline
//! {"functions": [{"functionType": "HttpAction", "method": "POST", "path": "/stripe/webhook"}]}
//! ```
//! ```json candidate
//! {"functions": []}
//! ```
//!
//! # Safe rollout
//! Keep the old route, and let it call what the new one calls, until the callers are moved and the logs show no
//! more requests.

use super::requests;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Level, Subject};
use crate::compat::rule::{Check, Draft, Family, Input, PartName, Rule, Scope, Sink};
use crate::surface::Route;

pub(in crate::compat::rules) const RULE: Rule = Rule {
    id: "http-route-removed",
    family: Family::Http,
    scope: Scope::Compares,
    level: Level::Breaking,
    breaks: &[Breaks::DeployedClients],
    needs: &[Input::Baseline(PartName::Functions), Input::Candidate(PartName::Functions)],
    since: "0.1.0",
    source: include_str!("http_route_removed.rs"),
    check: Check::Component(check),
};

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((old, new)) = requests::routes(pair) else { return };
    for route in old.difference(new) {
        let path = requests::path_of(route, old, new);
        if Route::serving(new, &route.method, &path).is_none() {
            let request = requests::request(route, &path);
            let message = format!("{request} is served by no route now");
            sink.push(
                Draft::new(Subject::route(pair.path, route), message)
                    .level(requests::level(pair))
                    .fix(format!("keep `{route}` until nobody calls it")),
            );
        }
    }
}
