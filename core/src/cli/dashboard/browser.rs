//! Opens the page in a browser.

use crate::keys::Secret;

/// Opens an address in the user's browser, without waiting for it.
///
/// # Errors
/// Any error of the operating system, such as if there is no browser.
pub(super) fn open(url: &Secret) -> std::io::Result<()> {
    open::that_detached(url.expose())
}
