//! The file of the key that encrypts secrets.

use std::fs;
use std::path::Path;

use crate::cli::output;
use crate::embedded::EncryptionKey;
use crate::error::{Error, Result};
use crate::os::{OthersAccess, access_of_others};

/// Reads the key. Warns if other users can access the file.
pub(super) fn read(path: &Path) -> Result<EncryptionKey> {
    let named = path.display().to_string();
    let text =
        fs::read_to_string(path).map_err(|error| Error::io("cannot read the key file", &error).in_file(&named))?;
    if access_of_others(path) != OthersAccess::None {
        output::warn(&format!("other users can access `{named}`, which contains a key; run `chmod 600 '{named}'`"));
    }
    EncryptionKey::parse(&text).map_err(|error| error.in_file(named))
}
