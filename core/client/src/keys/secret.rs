//! The secret part of a key, and what a secret looks like.

use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Serialize};

/// What stands where a secret was.
pub const REDACTED: &str = "<redacted>";

/// Base64 as Convex's command decodes it: with or without padding.
const LENIENT_BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The shortest hexadecimal admin key: version, nonce, a time with a member, tag; 37 bytes in two digits each.
const SHORTEST_ADMIN_SECRET: usize = 74;

/// The shortest text that is taken for a token because it begins like one: 10 bytes of JSON say nothing yet.
const SHORTEST_TOKEN: usize = 16;

/// A text that opens something: a key, a token, or the value of an environment variable. Never printed.
///
/// As JSON it is written in full, since that is how it reaches the other side.
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
    /// Wraps a text, so that it is printed no more.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Take care where it goes.
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

/// Whether `text` is a token of Convex Cloud: base64 of a JSON object that has a `v2` member.
pub(super) fn is_cloud_token(text: &str) -> bool {
    text.starts_with("ey")
        && LENIENT_BASE64
            .decode(text.trim_end_matches('='))
            .ok()
            .and_then(|bytes| serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes).ok())
            .is_some_and(|token| token.contains_key("v2"))
}

/// Whether `text` is written as the deployment's own admin keys are: hexadecimal from version 1 on.
pub(super) fn is_admin_secret(text: &str) -> bool {
    text.starts_with("01") && text.len().is_multiple_of(2) && is_hexadecimal(text)
}

/// Whether `text`, wherever it stands, must be taken for a secret: base64 of a JSON object, or an admin key's digits.
pub(super) fn is_surely_secret(text: &str) -> bool {
    let is_token = text.starts_with("eyJ") && text.len() >= SHORTEST_TOKEN;
    is_token || (text.len() >= SHORTEST_ADMIN_SECRET && is_admin_secret(text))
}

pub(super) fn is_hexadecimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
