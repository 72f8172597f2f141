//! Entries of a policy without effect.

use super::grading::Policy;
use crate::compat::report::{Finding, UnusedPolicy};
use crate::surface::Surface;

/// Lists the entries that match nothing: acceptances of findings that are not found or that have expired, and places that
/// no surface has.
pub(in crate::compat) fn unused(
    policy: &Policy,
    findings: &[&Finding],
    surfaces: &[&Surface],
    now: f64,
) -> Vec<UnusedPolicy> {
    let mut unused = Vec::new();
    let mut add = |entry: String, why: String| unused.push(UnusedPolicy { entry, why });
    for (index, accept) in policy.accept.iter().enumerate() {
        let fingerprint = &accept.fingerprint;
        let entry = format!("accept[{index}]");
        if !findings.iter().any(|finding| accept.names(finding)) {
            add(entry, format!("no finding has the fingerprint `{fingerprint}`"));
        } else if let (true, Some(day)) = (accept.has_expired(now), accept.expires) {
            add(entry, format!("the acceptance of `{fingerprint}` expired after {day}"));
        }
    }
    let overrides = policy.overrides.iter().map(|entry| ("override", entry.place()));
    let sunsets = policy.sunset.iter().map(|entry| ("sunset", entry.place()));
    let mut numbers = std::collections::BTreeMap::new();
    for (list, place) in overrides.chain(sunsets) {
        let number = numbers.entry(list).and_modify(|number| *number += 1).or_insert(0);
        if !place.exists_in(surfaces) {
            add(format!("{list}[{number}]"), format!("neither version has {}", place.describe()));
        }
    }
    unused
}
