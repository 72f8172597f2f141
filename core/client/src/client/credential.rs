//! Checks of credentials.

use crate::error::{Error, Result};
use crate::keys::Secret;

/// Checks that a credential is valid in a header.
///
/// # Errors
///
/// `InvalidInput` if it is not.
pub(super) fn check_credential(credential: &Secret) -> Result<()> {
    let text = credential.expose();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let error = Error::invalid_input("invalid credential: it contains unsupported characters");
        return Err(error.help("check for spaces, line breaks or quotes around it"));
    }
    Ok(())
}
