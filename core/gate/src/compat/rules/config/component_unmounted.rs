//! A component is no longer mounted.
//!
//! # What it finds
//! A component that the baseline mounts and the candidate does not. Components below it are part of the same finding.
//!
//! # Why it breaks
//! The component's data is kept, but its code is removed: its scheduled calls fail, and nothing reads or cleans up its
//! tables until it is mounted again under the same name.
//!
//! # Example
//! ```json baseline
//! {"components": {"rateLimiter": {}}}
//! ```
//! ```json candidate
//! {"components": {}}
//! ```
//!
//! # Safe rollout
//! Stop calling the component, let its scheduled calls finish, and unmount it in a later deploy. To rename a component,
//! move its data as well.

use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::Operators], Check::Component(check)).compares(&[PartName::Components]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    let (Some(old), Some(new)) = (old.components.known(), new.components.known()) else { return };
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        let path = if pair.is_root() { name.to_string() } else { format!("{}/{name}", pair.path) };
        sink.push(
            Draft::new(
                Subject::component(&path),
                format!("component `{path}` is no longer mounted: its data is kept, its code is removed"),
            )
            .fix(format!("keep `{path}` mounted until nothing uses it and its data is no longer needed")),
        );
    }
}
