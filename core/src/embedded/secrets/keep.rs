//! How secrets are made and kept.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::compare::same;
use crate::embedded::context::Random;
use crate::error::Result;
use crate::keys::{Secret, hex};

/// What the store keeps of a secret.
pub(in crate::embedded) struct Kept {
    /// The beginning of the hash: the index over it finds a secret without comparing one.
    pub(in crate::embedded) lookup: i64,
    /// The hash. Secrets have 128 random bits, so a plain one is enough.
    pub(in crate::embedded) hash: [u8; 32],
}

/// Makes a secret in the form of Convex Cloud's: base64 of a JSON object with the member `v2`.
///
/// # Errors
/// `Unavailable` when the machine has no randomness to give.
pub(in crate::embedded) fn make(random: &Random) -> Result<String> {
    let bits = hex::encode(&random.bytes::<16>()?);
    Ok(BASE64_STANDARD.encode(format!(r#"{{"v2":"{bits}"}}"#)))
}

/// What is kept of a secret.
pub(in crate::embedded) fn keep(secret: &str) -> Kept {
    let hash: [u8; 32] = Sha256::digest(secret.as_bytes()).into();
    let mut first = [0; 8];
    first.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    Kept { lookup: i64::from_le_bytes(first), hash }
}

/// Whether two tokens or keys are the same, in a time that doesn't depend on where they differ.
#[must_use]
pub fn is_same_secret(one: &Secret, other: &Secret) -> bool {
    same(&keep(one.expose()).hash, &keep(other.expose()).hash)
}

/// The secret of a key: what stands behind the first `|`, or all of it.
pub(in crate::embedded) fn secret_of(key: &str) -> &str {
    key.split_once('|').map_or(key, |(_, secret)| secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::DeployKey;

    #[test]
    fn secrets_have_convex_s_form() {
        let secret = make(&Random::seeded_for_tests(7)).unwrap();
        assert!(secret.starts_with("eyJ2MiI6") && secret.ends_with("0="), "{secret}");
        let key: DeployKey = format!("prod:happy-otter-123|{secret}").parse().unwrap();
        assert_eq!(key.expose_secret(), secret);
    }

    #[test]
    fn what_is_kept_tells_secrets_apart() {
        let (one, other) = (keep("one"), keep("other"));
        assert!(same(&one.hash, &keep("one").hash));
        assert!(!same(&one.hash, &other.hash) && one.lookup != other.lookup);
    }

    #[test]
    fn a_key_s_secret_stands_behind_its_first_bar() {
        assert_eq!(secret_of("prod:a|b|c"), "b|c");
        assert_eq!(secret_of("abc"), "abc");
    }
}
