//! A request is no longer served by any route.
//!
//! # What it finds
//! A route of the baseline with requests that no route of the candidate serves: an exact path was removed, or a prefix
//! was removed and no shorter prefix takes over. The finding names such a request.
//!
//! # Why it breaks
//! Callers get a 404: webhooks of other services, which give up after some time, and deployed clients. In a component
//! the level is risky: its routes are reached only where the app mounts them.
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
//! Keep the old route, and let it call the code of the new one, until the callers are moved and the logs show no more
//! requests.

use super::requests;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::Route;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Component(check)).compares(&[PartName::Functions]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let Some((old, new)) = requests::routes(pair) else { return };
    for route in old.difference(new) {
        let path = requests::path_of(route, old, new);
        if Route::find_serving(new, &route.method, &path).is_none() {
            let request = requests::describe(route, &path);
            let message = format!("{request} is no longer served by any route");
            sink.push(
                Draft::new(Subject::route(pair.path, route), message)
                    .level(requests::level(pair))
                    .detail(requests::routes_inside(route, new))
                    .fix(format!("keep `{route}` until nothing calls it")),
            );
        }
    }
}
