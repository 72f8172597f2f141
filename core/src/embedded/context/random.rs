//! Randomness.

use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind, Result};
use crate::keys::hex;

/// Where random bytes come from.
pub(in crate::embedded) struct Random(Source);

enum Source {
    OfMachine,
    Seeded { seed: u64, drawn: Mutex<u64> },
}

impl Random {
    /// Bytes that nobody can guess.
    pub(super) fn of_machine() -> Self {
        Self(Source::OfMachine)
    }

    /// Bytes that follow from `seed`. Keys made of them are no secrets.
    pub(super) fn seeded(seed: u64) -> Self {
        Self(Source::Seeded { seed, drawn: Mutex::new(0) })
    }

    /// The same for tests of other modules.
    #[cfg(test)]
    pub(in crate::embedded) fn seeded_for_tests(seed: u64) -> Self {
        Self::seeded(seed)
    }

    /// The next bytes.
    ///
    /// # Errors
    /// `Unavailable` when the machine has no randomness to give.
    pub(in crate::embedded) fn bytes<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        match &self.0 {
            Source::OfMachine => getrandom::fill(&mut bytes).map_err(|error| {
                Error::new(ErrorKind::Unavailable, "the machine gives no random bytes").caused_by(error)
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

    /// The next random bits.
    pub(in crate::embedded) fn bits(&self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.bytes()?))
    }

    /// A text that names something and says nothing: 32 hexadecimal digits.
    pub(in crate::embedded) fn opaque_id(&self) -> Result<String> {
        Ok(hex::encode(&self.bytes::<16>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_give_equal_bytes_and_no_two_draws_do() {
        let (one, two, other) = (Random::seeded(7), Random::seeded(7), Random::seeded(8));
        let first = one.bytes::<40>().unwrap();
        assert_eq!(first, two.bytes::<40>().unwrap());
        assert_ne!(first, other.bytes::<40>().unwrap());
        assert_ne!(first, one.bytes::<40>().unwrap());
    }

    #[test]
    fn the_machine_gives_different_bytes() {
        let random = Random::of_machine();
        assert_ne!(random.bytes::<16>().unwrap(), random.bytes::<16>().unwrap());
    }
}
