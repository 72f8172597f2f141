//! Detects changes of environment variables during a push.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::keys::hex;

/// Hashes variables, so that a push need not store their values to detect changes.
pub(super) fn environment_sha256(variables: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for text in variables.iter().flat_map(|(name, value)| [name, value]) {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    hex::encode(&hash.finalize())
}
