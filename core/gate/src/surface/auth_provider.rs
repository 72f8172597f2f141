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
    pub verification: Verification,
}

/// Source of the keys that sign the tokens of a provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verification {
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

impl AuthProvider {
    /// Returns the issuer in the form that Convex compares: a missing scheme and a trailing slash make no difference.
    ///
    /// ```
    /// use convex_ops::surface::{AuthProvider, Verification};
    ///
    /// let domain = "auth.example.com/".to_owned();
    /// let provider = AuthProvider { domain, application_id: None, verification: Verification::Discovery };
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
            for_audience && provider.issuer() == issuer
        })
    }
}

impl Verification {
    /// Checks if tokens that are signed with an algorithm can be accepted.
    #[must_use]
    pub fn accepts_algorithm(&self, name: &str) -> bool {
        match self {
            Self::Discovery => matches!(name, "RS256" | "EdDSA"),
            Self::Keys { algorithm, .. } => algorithm == name,
        }
    }
}

impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discovery => f.write_str("keys that the issuer publishes"),
            Self::Keys { jwks, algorithm } => write!(f, "{algorithm} with keys of {jwks}"),
        }
    }
}
