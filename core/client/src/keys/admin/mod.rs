//! Admin keys in Convex's format, minted and verified with the instance secret of a deployment.
//!
//! A key is `<name>|` followed by hexadecimal digits: a version, a nonce, and a short message encrypted with
//! AES-128-GCM-SIV. The message contains the time of issue and the holder. Keys can be minted offline with the secret,
//! and are revoked only by changing it.
//!
//! Source: `crates/keybroker` and `crates/pb/protos/convex_keys.proto` of convex-backend.

mod identity;
mod instance_secret;
mod message;
mod seal;

pub use identity::AdminIdentity;
pub use instance_secret::{InstanceSecret, SECRET_LENGTH};
pub use seal::NONCE_LENGTH;

use super::ParsedKey;
use super::hex;
use crate::error::{Error, ErrorKind, Result};
use message::Message;

/// Contents of an admin key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdminKey {
    /// Holder of the key.
    pub identity: AdminIdentity,
    /// Time of issue, in seconds since the Unix epoch.
    pub issued_s: u64,
    /// The key can only read.
    pub read_only: bool,
    /// The token or key that it was obtained with, by its ID. The key is valid as long as that is. Convex's own keys have
    /// none.
    pub token: Option<u64>,
}

impl AdminKey {
    /// Mints a key for the deployment `name`. The nonce must be random and used once.
    ///
    /// # Errors
    ///
    /// `Internal` if encryption fails, which does not happen for messages of this size.
    pub fn mint(&self, name: &str, secret: &InstanceSecret, nonce: [u8; NONCE_LENGTH]) -> Result<String> {
        let message = Message {
            instance_name: None,
            issued_s: self.issued_s,
            identity: Some(self.identity),
            read_only: self.read_only,
            token: self.token,
        };
        let sealed = seal::seal(secret, nonce, &message.encode())?;
        Ok(format!("{name}|{}", hex::encode(&sealed)))
    }

    /// Verifies that a key was minted for the deployment `name` with this secret.
    ///
    /// # Errors
    ///
    /// `PermissionDenied` with the code `BadDeployKey` for all other keys.
    pub fn verify(key: &str, name: &str, secret: &InstanceSecret) -> Result<Self> {
        read(key, name, secret).ok_or_else(|| bad_key(name))
    }
}

fn read(key: &str, name: &str, secret: &InstanceSecret) -> Option<AdminKey> {
    let (prefix, sealed) = match key.split_once('|') {
        Some((prefix, sealed)) => (Some(prefix), sealed),
        None => (None, key),
    };
    let message = Message::decode(&seal::open(secret, &hex::decode(sealed)?)?)?;
    // A type before the name is allowed and ignored.
    let named =
        prefix.map(|prefix| prefix.rsplit(':').next().unwrap_or(prefix)).or(message.instance_name.as_deref())?;
    let identity = message.identity?;
    (named == name && message.issued_s != 0).then_some(AdminKey {
        identity,
        issued_s: message.issued_s,
        read_only: message.read_only,
        token: message.token,
    })
}

fn bad_key(name: &str) -> Error {
    Error::new(ErrorKind::PermissionDenied, format!("invalid key for deployment `{name}`"))
        .with_code("BadDeployKey")
        .help("check that the key belongs to this deployment")
}

impl ParsedKey {
    /// Returns `true` if the secret has the form of an admin key: hexadecimal, version 1 or later.
    #[must_use]
    pub fn has_admin_secret(&self) -> bool {
        super::secret::is_admin_secret(self.expose_secret())
    }
}

#[cfg(test)]
mod tests;
