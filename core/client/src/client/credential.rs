//! Which credentials can be sent.

use crate::error::{Error, Result};
use crate::keys::Secret;

/// Checks that a credential can stand in a header.
///
/// # Errors
/// `InvalidInput` if it can't.
pub(super) fn check_credential(credential: &Secret) -> Result<()> {
    let text = credential.expose();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let error = Error::invalid_input("the credential has characters in it that can't be sent");
        return Err(error.help("look for spaces, line ends or quotes around it"));
    }
    Ok(())
}
