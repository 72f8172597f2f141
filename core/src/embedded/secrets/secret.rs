//! Generates and hashes secrets.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::compare::same;
use crate::embedded::context::Random;
use crate::error::Result;
use crate::keys::{Secret, hex};

/// Stored form of a secret.
pub(in crate::embedded) struct SecretHash {
    /// Prefix of the hash. An index on it finds a secret without comparing secrets.
    pub(in crate::embedded) lookup: i64,
    /// Full hash. Secrets have 128 random bits, so an unsalted hash suffices.
    pub(in crate::embedded) hash: [u8; 32],
}

/// Generates a secret in Convex Cloud's format: base64 of a JSON object with the field `v2`.
///
/// # Errors
/// `Unavailable` if the system's random source fails.
pub(in crate::embedded) fn make(random: &Random) -> Result<String> {
    let bits = hex::encode(&random.bytes::<16>()?);
    Ok(BASE64_STANDARD.encode(format!(r#"{{"v2":"{bits}"}}"#)))
}

/// Hashes a secret for the store.
pub(in crate::embedded) fn hash_secret(secret: &str) -> SecretHash {
    let hash: [u8; 32] = Sha256::digest(secret.as_bytes()).into();
    let mut first = [0; 8];
    first.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    SecretHash { lookup: i64::from_le_bytes(first), hash }
}

/// Compares two tokens or keys in constant time.
#[must_use]
pub fn is_same_secret(one: &Secret, other: &Secret) -> bool {
    same(&hash_secret(one.expose()).hash, &hash_secret(other.expose()).hash)
}

/// Returns the secret of a key: the part after the first `|`, or the whole key.
pub(in crate::embedded) fn secret_of(key: &str) -> &str {
    key.split_once('|').map_or(key, |(_, secret)| secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::ParsedKey;

    #[test]
    fn generated_secret_has_convex_format() {
        let secret = make(&Random::seeded_for_tests(7)).unwrap();
        assert!(secret.starts_with("eyJ2MiI6") && secret.ends_with("0="), "{secret}");
        let key: ParsedKey = format!("prod:happy-otter-123|{secret}").parse().unwrap();
        assert_eq!(key.expose_secret(), secret);
    }

    #[test]
    fn hash_distinguishes_secrets() {
        let (one, other) = (hash_secret("one"), hash_secret("other"));
        assert!(same(&one.hash, &hash_secret("one").hash));
        assert!(!same(&one.hash, &other.hash) && one.lookup != other.lookup);
    }

    #[test]
    fn secret_follows_first_bar_of_key() {
        assert_eq!(secret_of("prod:a|b|c"), "b|c");
        assert_eq!(secret_of("abc"), "abc");
    }
}
