//! Encryption of admin keys: AES-128-GCM-SIV with a key derived from the instance secret.

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes128GcmSiv, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::InstanceSecret;
use crate::error::{Error, ErrorKind, Result};

/// Length of the nonce in each key, in bytes.
pub const NONCE_LENGTH: usize = 12;

/// Version of the format: the first byte of a key, also authenticated.
const VERSION: u8 = 1;
/// Label that separates derived keys by purpose.
const PURPOSE: &[u8] = b"admin key";

/// Returns version, nonce, ciphertext and tag.
pub(super) fn seal(secret: &InstanceSecret, nonce: [u8; NONCE_LENGTH], message: &[u8]) -> Result<Vec<u8>> {
    let payload = Payload { msg: message, aad: &[VERSION] };
    let sealed = cipher(secret).and_then(|cipher| cipher.encrypt(&Nonce::from(nonce), payload).ok());
    let sealed = sealed.ok_or_else(|| Error::new(ErrorKind::Internal, "cannot encrypt an admin key"))?;
    Ok([&[VERSION], nonce.as_slice(), &sealed].concat())
}

/// Returns the message, or `None` if it was not sealed with this secret.
pub(super) fn open(secret: &InstanceSecret, sealed: &[u8]) -> Option<Vec<u8>> {
    let (&version, rest) = sealed.split_first()?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_LENGTH>()?;
    if version != VERSION {
        return None;
    }
    cipher(secret)?.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: &[VERSION] }).ok()
}

fn cipher(secret: &InstanceSecret) -> Option<Aes128GcmSiv> {
    Aes128GcmSiv::new_from_slice(&derive(secret)?).ok()
}

/// Derives the cipher key with KBKDF (NIST SP 800-108) in counter mode with HMAC-SHA256, truncated to the first 16
/// bytes.
fn derive(secret: &InstanceSecret) -> Option<[u8; 16]> {
    let mut hmac = <Hmac<Sha256> as Mac>::new_from_slice(&secret.0).ok()?;
    hmac.update(&1_u32.to_be_bytes());
    hmac.update(PURPOSE);
    hmac.finalize().into_bytes().first_chunk::<16>().copied()
}
