//! The secret of an instance.

use crate::error::{Error, Result};
use crate::keys::{REDACTED, hex};

/// Length of an instance secret, in bytes.
pub const SECRET_LENGTH: usize = 32;

/// The secret of a deployment's instance. Never printed.
#[derive(Clone)]
pub struct InstanceSecret(pub(super) [u8; SECRET_LENGTH]);

impl InstanceSecret {
    /// Creates a secret from bytes.
    #[must_use]
    pub fn new(bytes: [u8; SECRET_LENGTH]) -> Self {
        Self(bytes)
    }

    /// Parses the 64 hexadecimal digits that a self-hosted deployment is started with.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the text is not 64 hexadecimal digits. The message does not contain the text.
    pub fn parse(text: &str) -> Result<Self> {
        let bytes = hex::decode(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| Error::invalid_input("invalid instance secret: expected 64 hexadecimal digits"))
    }
}

impl std::fmt::Debug for InstanceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(REDACTED)
    }
}
