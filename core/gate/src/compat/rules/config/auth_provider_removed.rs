//! An accepted auth token is now refused.
//!
//! # What it finds
//! An auth provider of the baseline whose tokens no provider of the candidate accepts: its domain is removed, or is
//! listed for other applications only. A trailing slash and a missing `https://` make no difference.
//!
//! # Why it breaks
//! Users who are signed in with such a token are signed out at once. They cannot sign in again until their client is
//! updated.
//!
//! # Example
//! ```json baseline
//! {"authProviders": [{"domain": "https://auth.example.com", "applicationID": "convex"}]}
//! ```
//! ```json candidate
//! {"authProviders": []}
//! ```
//!
//! # Safe rollout
//! List the old provider beside the new one until its tokens have expired and no client requests new ones.
use super::tokens::tokens_of;
use crate::compat::pair::ComponentPair;
use crate::compat::report::{Breaks, Subject};
use crate::compat::rule::{Check, Declaration, Draft, PartName, Sink};
use crate::surface::AuthProvider;

pub(in crate::compat::rules) const RULE: Declaration =
    Declaration::breaking(&[Breaks::DeployedClients], Check::Component(check)).compares(&[PartName::AuthProviders]);

fn check(pair: &ComponentPair<'_>, sink: &mut Sink<'_>) {
    let (Some(old), Some(new)) = (pair.baseline, pair.candidate) else { return };
    let (Some(old), Some(new)) = (old.auth_providers.known(), new.auth_providers.known()) else { return };
    for provider in old.iter().filter(|provider| is_removed(provider, old, new)) {
        let domain = &provider.domain;
        let audience = match &provider.application_id {
            Some(application) => format!(" for `{application}`"),
            None => String::new(),
        };
        sink.push(
            Draft::new(
                Subject::auth_provider(pair.path, domain),
                format!("tokens of `{domain}`{audience} are no longer accepted"),
            )
            .detail(provider.application_id.clone().unwrap_or_default())
            .fix(format!("keep `{domain}` beside the new provider until its tokens have expired")),
        );
    }
}

/// Checks if no provider of the candidate accepts some tokens that a provider verifies.
fn is_removed(provider: &AuthProvider, old: &[AuthProvider], new: &[AuthProvider]) -> bool {
    tokens_of(provider, old, new)
        .any(|(issuer, audience)| AuthProvider::find_verifier(new, &issuer, audience).is_none())
}
