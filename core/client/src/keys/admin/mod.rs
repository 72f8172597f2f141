//! Admin keys in Convex's own format: minted by, and verified against, the secret of one deployment's instance.
//!
//! `<name>|` and, in hexadecimal, a version, a nonce, and under AES-128-GCM-SIV a short message that says when the key was
//! issued and to whom. Who has the secret can mint keys without a connection; a key can't be revoked but by a new secret.
//!
//! Source: `crates/keybroker` and `crates/pb/protos/convex_keys.proto` of convex-backend.

mod identity;
mod instance_secret;
mod message;
mod seal;

pub use identity::AdminIdentity;
pub use instance_secret::{InstanceSecret, SECRET_LENGTH};
pub use seal::NONCE_LENGTH;

use super::DeployKey;
use super::hex;
use crate::error::{Error, ErrorKind, Result};
use message::Message;

/// What an admin key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdminKey {
    /// Whom it was issued to.
    pub identity: AdminIdentity,
    /// When it was issued, in seconds since the Unix epoch.
    pub issued_s: u64,
    /// Whether it may only read.
    pub read_only: bool,
}

impl AdminKey {
    /// Writes the key of the deployment `name`. The nonce must be random, and used once.
    ///
    /// # Errors
    /// `Internal` when the cipher refuses, which it doesn't for messages of this size.
    pub fn mint(&self, name: &str, secret: &InstanceSecret, nonce: [u8; NONCE_LENGTH]) -> Result<String> {
        let message = Message {
            instance_name: None,
            issued_s: self.issued_s,
            identity: Some(self.identity),
            read_only: self.read_only,
        };
        let sealed = seal::seal(secret, nonce, &message.encode())?;
        Ok(format!("{name}|{}", hex::encode(&sealed)))
    }

    /// Verifies that a key was minted for the deployment `name` with this secret.
    ///
    /// # Errors
    /// `PermissionDenied`, with Convex's code `BadDeployKey`, for any key that was not.
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
    // A type in front of the name is allowed, and means nothing here.
    let named =
        prefix.map(|prefix| prefix.rsplit(':').next().unwrap_or(prefix)).or(message.instance_name.as_deref())?;
    let identity = message.identity?;
    (named == name && message.issued_s != 0).then_some(AdminKey {
        identity,
        issued_s: message.issued_s,
        read_only: message.read_only,
    })
}

fn bad_key(name: &str) -> Error {
    Error::new(ErrorKind::PermissionDenied, format!("the key is not one of the deployment `{name}`"))
        .with_code("BadDeployKey")
        .help("check that the key was made for this deployment")
}

impl DeployKey {
    /// Whether the secret has the form of an admin key: hexadecimal from version 1 on.
    #[must_use]
    pub fn has_admin_secret(&self) -> bool {
        super::secret::is_admin_secret(self.expose_secret())
    }
}

#[cfg(test)]
mod tests;
