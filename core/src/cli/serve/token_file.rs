//! The file that holds the first member's token.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::{Error, Result};
use crate::keys::Secret;

/// The token in the file; none where there is no file, or an empty one.
pub(super) fn read(path: &Path) -> Result<Option<Secret>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.trim()).filter(|token| !token.is_empty()).map(Secret::from)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("the token file can't be read", &error).in_file(path.display().to_string())),
    }
}

/// Writes the token, for the eyes of this user alone: temporary files are.
pub(super) fn write(path: &Path, token: &Secret) -> Result<()> {
    let unwritable = |error: &std::io::Error| {
        Error::io("the token file can't be written", error).in_file(path.display().to_string())
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = NamedTempFile::new_in(folder).map_err(|error| unwritable(&error))?;
    fs::write(file.path(), format!("{}\n", token.expose())).map_err(|error| unwritable(&error))?;
    file.persist(path).map_err(|error| unwritable(&error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        assert_eq!(read(&path).unwrap(), None);
        write(&path, &Secret::new("one")).unwrap();
        write(&path, &Secret::new("two")).unwrap();
        assert_eq!(read(&path).unwrap(), Some(Secret::new("two")));
        assert!(write(&folder.path().join("no/folder"), &Secret::new("x")).is_err());
    }
}
