//! Kinds of auth tokens that the providers of both sides distinguish.

use std::collections::BTreeSet;

use crate::surface::AuthProvider;

/// Returns the issuer and the audience of the tokens that a provider of the baseline verifies. Audiences that no provider
/// names are alike, and stand for "none".
pub(super) fn tokens_of<'a>(
    provider: &'a AuthProvider,
    old: &'a [AuthProvider],
    new: &'a [AuthProvider],
) -> impl Iterator<Item = (String, Option<&'a str>)> {
    let named: BTreeSet<&str> = old.iter().chain(new).filter_map(|other| other.application_id.as_deref()).collect();
    let issuer = provider.issuer();
    let audiences = std::iter::once(None).chain(named.into_iter().map(Some));
    audiences
        .filter({
            let issuer = issuer.clone();
            move |audience| AuthProvider::find_verifier(old, &issuer, *audience) == Some(provider)
        })
        .map(move |audience| (issuer.clone(), audience))
}
