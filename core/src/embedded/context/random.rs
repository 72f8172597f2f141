//! Random numbers.

use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind, Result};
use crate::keys::hex;

/// Source of random bytes.
pub(in crate::embedded) struct Random(Source);

enum Source {
    OfMachine,
    Seeded { seed: u64, drawn: Mutex<u64> },
}

impl Random {
    /// Uses cryptographically secure random bytes.
    pub(super) fn of_machine() -> Self {
        Self(Source::OfMachine)
    }

    /// Derives bytes from `seed`. Keys generated from them are not secret.
    pub(super) fn seeded(seed: u64) -> Self {
        Self(Source::Seeded { seed, drawn: Mutex::new(0) })
    }

    /// Exposes `seeded` to the tests of other modules.
    #[cfg(test)]
    pub(in crate::embedded) fn seeded_for_tests(seed: u64) -> Self {
        Self::seeded(seed)
    }

    /// Returns the next bytes.
    ///
    /// # Errors
    /// `Unavailable` if the system's random source fails.
    pub(in crate::embedded) fn bytes<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        match &self.0 {
            Source::OfMachine => getrandom::fill(&mut bytes).map_err(|error| {
                Error::new(ErrorKind::Unavailable, "cannot read the system's random source").caused_by(error)
            })?,
            Source::Seeded { seed, drawn } => {
                for chunk in bytes.chunks_mut(32) {
                    let mut count = drawn.lock().unwrap_or_else(PoisonError::into_inner);
                    *count += 1;
                    let block =
                        Sha256::new().chain_update(seed.to_le_bytes()).chain_update(count.to_le_bytes()).finalize();
                    chunk.iter_mut().zip(block).for_each(|(to, from)| *to = from);
                }
            }
        }
        Ok(bytes)
    }

    /// Returns the next 64 random bits.
    pub(in crate::embedded) fn bits(&self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.bytes()?))
    }

    /// Returns a random opaque ID: 32 hexadecimal digits.
    pub(in crate::embedded) fn opaque_id(&self) -> Result<String> {
        Ok(hex::encode(&self.bytes::<16>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_yield_equal_sequences_without_repeats() {
        let (one, two, other) = (Random::seeded(7), Random::seeded(7), Random::seeded(8));
        let first = one.bytes::<40>().unwrap();
        assert_eq!(first, two.bytes::<40>().unwrap());
        assert_ne!(first, other.bytes::<40>().unwrap());
        assert_ne!(first, one.bytes::<40>().unwrap());
    }

    #[test]
    fn system_random_bytes_differ() {
        let random = Random::of_machine();
        assert_ne!(random.bytes::<16>().unwrap(), random.bytes::<16>().unwrap());
    }
}
