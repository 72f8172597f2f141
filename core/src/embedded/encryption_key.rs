//! Key that encrypts secrets in a store.

use super::store::KEY;
use crate::error::{Error, Result};
use crate::keys::{REDACTED, hex};

/// Key of 32 bytes that encrypts secrets in a store. Never printed.
#[derive(Clone)]
pub struct EncryptionKey([u8; KEY]);

impl EncryptionKey {
    /// Creates a key from random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Parses 64 hexadecimal digits.
    ///
    /// ```
    /// use convex_ops::embedded::EncryptionKey;
    ///
    /// assert!(EncryptionKey::parse(&"0f".repeat(32)).is_ok());
    /// assert!(EncryptionKey::parse("0f").is_err());
    /// ```
    ///
    /// # Errors
    /// `InvalidInput` if the text is not 64 hexadecimal digits. The message does not contain the text.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = hex::decode(text.trim()).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| {
            Error::invalid_input("invalid encryption key: expected 64 hexadecimal digits")
                .help("create one with `openssl rand -hex 32`")
        })
    }

    pub(super) fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }
}

impl std::fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(REDACTED)
    }
}
