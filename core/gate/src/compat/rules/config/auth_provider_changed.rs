//! An auth provider verifies its tokens with other keys or another algorithm.
//!
//! # What it finds
//! An auth provider of the baseline whose tokens another provider of the candidate verifies, or the same one in another
//! way: with another `jwks` or `algorithm`, or with the keys that the issuer publishes instead of a list of keys. Convex
//! asks the first provider that matches the issuer and the application, so the order of the providers counts. Also an issuer
//! whose tokens were accepted for some applications, and now are for any.
//! `auth-provider-removed` covers tokens that no provider accepts.
//!
//! # Why it breaks
//! A token is refused if its signature does not match, and its user is signed out. Another algorithm refuses every token
//! that was signed before, which is breaking. Other keys may be the same keys at another place, which is risky. Tokens that
//! an issuer gave to other applications are not meant for this one.
//!
//! # Example
//! ```json baseline
//! {"authProviders": [{"type": "customJwt", "issuer": "https://auth.example.com", "algorithm": "RS256",
//!   "jwks": "https://auth.example.com/jwks.json", "applicationID": "convex"}]}
//! ```
//! ```json candidate
//! {"authProviders": [{"type": "customJwt", "issuer": "https://auth.example.com", "algorithm": "RS256",
//!   "jwks": "https://auth.example.com/v2/jwks.json", "applicationID": "convex"}]}
//! ```
//!
//! # Safe rollout
//! Publish the old and the new keys in one list, deploy it, and remove the old keys when their tokens have expired.

use super::tokens::tokens_of;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Level, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::{AuthProvider, TokenVerification};

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::risky(&[Breaks::DeployedClients], Check::Component(check)).compares(&[PartName::AuthProviders]);

/// The algorithms that Convex supports.
const ALGORITHMS: [&str; 3] = ["RS256", "ES256", "EdDSA"];

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    let (Some(old), Some(new)) = (old.auth_providers.known(), new.auth_providers.known()) else { return };
    report_any_application(pair, old, new, sink);
    for provider in old {
        let verifying = tokens_of(provider, old, new)
            .filter_map(|(issuer, audience)| AuthProvider::find_verifier(new, &issuer, audience));
        let Some(other) = verifying.max_by_key(|other| severity(&provider.verification, &other.verification)) else {
            continue;
        };
        let Some(level) = severity(&provider.verification, &other.verification) else { continue };
        let (domain, was, is) = (&provider.domain, &provider.verification, &other.verification);
        sink.push(
            Draft::new(
                Subject::auth_provider(pair.path, domain),
                format!("tokens of `{domain}` were verified by {was}, and now by {is}"),
            )
            .level(level)
            .detail(format!("{} {was} to {is}", provider.application_id.as_deref().unwrap_or_default()))
            .change(Some(was.to_string()), Some(is.to_string()))
            .fix(format!("keep the keys and the algorithm of `{domain}` until its tokens have expired")),
        );
    }
}

/// Reports an issuer whose tokens for other applications are now accepted too.
fn report_any_application(pair: &ComponentPair<'_>, old: &[AuthProvider], new: &[AuthProvider], sink: &mut Sink<'_>) {
    for provider in new.iter().filter(|provider| provider.application_id.is_none()) {
        let of_issuer: Vec<_> = old.iter().filter(|other| other.issuer() == provider.issuer()).collect();
        let names: Option<Vec<&str>> = of_issuer.iter().map(|other| other.application_id.as_deref()).collect();
        let Some(names) = names.filter(|names| !names.is_empty()) else { continue };
        let domain = &provider.domain;
        let list = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        sink.push(
            Draft::new(
                Subject::auth_provider(pair.path, domain),
                format!("tokens of `{domain}` for any application are now accepted, and were for {list} only"),
            )
            .breaks(&[Breaks::Operators])
            .detail(format!("any application, were {}", names.join(" ")))
            .fix(format!("set `applicationID` for `{domain}`")),
        );
    }
}

/// Returns the level of a change of the verification; `None` if every token is accepted as before.
fn severity(old: &TokenVerification, new: &TokenVerification) -> Option<Level> {
    let known = ALGORITHMS.iter().any(|name| old.accepts_algorithm(name));
    let kept = ALGORITHMS.iter().any(|name| old.accepts_algorithm(name) && new.accepts_algorithm(name));
    match () {
        () if old == new => None,
        () if known && !kept => Some(Level::Breaking),
        () => Some(Level::Risky),
    }
}
