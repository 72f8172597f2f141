//! Opens the page in a browser.

use crate::keys::Secret;

/// Opens an address in the user's browser, without waiting for it.
///
/// # Errors
/// Errors of the operating system, for example if no browser is installed.
pub(super) fn open(url: &Secret) -> std::io::Result<()> {
    open::that_detached(url.expose())
}
