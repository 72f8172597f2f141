//! Auth providers, and the selection of the one that verifies a token.

use std::fmt;

/// Auth provider whose tokens a backend accepts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuthProvider {
    /// Issuer of the tokens.
    pub domain: String,
    /// Required audience of the tokens; absent if any audience is accepted.
    pub application_id: Option<String>,
    /// Verification of the signature.
    pub verification: TokenVerification,
}

/// Source of the keys that sign the tokens of a provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenVerification {
    /// The issuer publishes its keys (OpenID Connect).
    Discovery,
    /// A list of keys at a URL, and one algorithm (`customJwt`).
    Keys {
        /// URL of the keys.
        jwks: String,
        /// Algorithm of the signatures.
        algorithm: String,
    },
}

/// The value of `CONVEX_SITE_URL` when an app is evaluated without a deployment.
pub const OWN_SITE: &str = "https://deployment.convex.site";

/// The end of every deployment's own address.
const SITES: &str = ".convex.site";

impl AuthProvider {
    /// Returns the issuer in the form that Convex compares: a missing scheme and a trailing slash make no difference.
    ///
    /// ```
    /// use convex_ops::surface::{AuthProvider, TokenVerification};
    ///
    /// let domain = "auth.example.com/".to_owned();
    /// let provider = AuthProvider { domain, application_id: None, verification: TokenVerification::Discovery };
    /// assert_eq!(provider.issuer(), "https://auth.example.com");
    /// ```
    #[must_use]
    pub fn issuer(&self) -> String {
        let has_scheme = self.domain.starts_with("https://") || self.domain.starts_with("http://");
        let scheme = if has_scheme { "" } else { "https://" };
        format!("{scheme}{}", self.domain.trim_end_matches('/'))
    }

    /// Finds the provider that verifies tokens of an issuer for an audience: the first that matches both.
    #[must_use]
    pub fn find_verifier<'a>(providers: &'a [Self], issuer: &str, audience: Option<&str>) -> Option<&'a Self> {
        providers.iter().find(|provider| {
            let for_audience = provider.application_id.is_none() || provider.application_id.as_deref() == audience;
            for_audience && is_same_issuer(&provider.issuer(), issuer)
        })
    }
}

/// Checks if two issuers may be the same: the deployment's own address is unknown, so it may be that of any deployment.
fn is_same_issuer(one: &str, other: &str) -> bool {
    let may_be_own = |issuer: &str| issuer.ends_with(SITES);
    one == other || (one == OWN_SITE && may_be_own(other)) || (other == OWN_SITE && may_be_own(one))
}

impl TokenVerification {
    /// Checks if tokens that are signed with an algorithm can be accepted.
    #[must_use]
    pub fn accepts_algorithm(&self, name: &str) -> bool {
        match self {
            Self::Discovery => matches!(name, "RS256" | "EdDSA"),
            Self::Keys { algorithm, .. } => algorithm == name,
        }
    }
}

impl fmt::Display for TokenVerification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discovery => f.write_str("keys that the issuer publishes"),
            Self::Keys { jwks, algorithm } => write!(f, "{algorithm} with keys of {jwks}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_site_may_be_that_of_any_deployment() {
        let site = "https://happy-animal-123.convex.site";
        for (one, other, same) in [
            (OWN_SITE, OWN_SITE, true),
            (OWN_SITE, site, true),
            (site, OWN_SITE, true),
            (site, "https://other-animal-123.convex.site", false),
            (OWN_SITE, "https://auth.example.com", false),
        ] {
            assert_eq!(is_same_issuer(one, other), same, "{one} {other}");
        }
    }
}
