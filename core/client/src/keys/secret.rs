//! Secrets of keys.

use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};

/// Replacement for redacted secrets.
pub const REDACTED: &str = "<redacted>";

/// Base64 as decoded by Convex's CLI: with or without padding.
const LENIENT_BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Minimum length of an admin key in hexadecimal: version, nonce, a time with a member, tag. 37 bytes, two digits each.
const SHORTEST_ADMIN_SECRET: usize = 74;

/// Minimum length of a text with a token's prefix to count as a token. 10 bytes of JSON carry no secret.
const SHORTEST_TOKEN: usize = 16;

/// A secret text: a key, a token, or the value of an environment variable. Never printed.
///
/// Serialization writes the full text, since the server needs it.
///
/// ```
/// use convex_ops::keys::Secret;
///
/// let secret = Secret::new("hunter2");
/// assert_eq!(format!("{secret:?}"), "<redacted>");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text so that it is not printed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text. Keep it out of logs and messages.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// Returns `true` for a token of Convex Cloud: base64 of a JSON object with a `v2` field.
pub(super) fn is_cloud_token(text: &str) -> bool {
    text.starts_with("ey")
        && LENIENT_BASE64
            .decode(text.trim_end_matches('='))
            .ok()
            .and_then(|bytes| serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes).ok())
            .is_some_and(|token| token.contains_key("v2"))
}

/// Returns `true` for the form of a deployment's own admin keys: hexadecimal, version 1 or later.
pub(super) fn is_admin_secret(text: &str) -> bool {
    text.starts_with("01") && text.len().is_multiple_of(2) && is_hexadecimal(text)
}

/// Returns `true` for text that is a secret in any context: base64 of a JSON object, or an admin key.
pub(super) fn is_surely_secret(text: &str) -> bool {
    let is_token = text.starts_with("eyJ") && text.len() >= SHORTEST_TOKEN;
    is_token || (text.len() >= SHORTEST_ADMIN_SECRET && is_admin_secret(text))
}

pub(super) fn is_hexadecimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
