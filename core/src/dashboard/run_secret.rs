//! The secret of a run.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;

/// Creates a secret: 256 random bits.
///
/// # Errors
/// `Unavailable` if the system's random source fails.
pub(super) fn create() -> Result<Secret> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new(ErrorKind::Unavailable, "cannot create a secret: no random numbers").caused_by(error)
    })?;
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes)))
}

/// Compares a received text with the secret, in constant time.
pub(super) fn is_same(secret: &Secret, received: &[u8]) -> bool {
    secret.expose().as_bytes().ct_eq(received).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_only_the_same_text_matches() {
        let (one, other) = (create().unwrap(), create().unwrap());
        assert_eq!(one.expose().len(), 43);
        assert!(is_same(&one, one.expose().as_bytes()));
        assert!(!is_same(&one, other.expose().as_bytes()) && !is_same(&one, b"") && !is_same(&one, b"x"));
    }
}
