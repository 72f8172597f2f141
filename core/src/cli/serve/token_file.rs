//! The file of the first member's token.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::{Error, Result};
use crate::keys::Secret;

/// Reads the token; `None` if the file is missing or empty.
pub(super) fn read(path: &Path) -> Result<Option<Secret>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.trim()).filter(|token| !token.is_empty()).map(Secret::from)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("cannot read the token file", &error).in_file(path.display().to_string())),
    }
}

/// Writes the token. Only the current user may read the file, as any temporary file.
pub(super) fn write(path: &Path, token: &Secret) -> Result<()> {
    let unwritable =
        |error: &std::io::Error| Error::io("cannot write the token file", error).in_file(path.display().to_string());
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
    fn written_token_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        assert_eq!(read(&path).unwrap(), None);
        write(&path, &Secret::new("one")).unwrap();
        write(&path, &Secret::new("two")).unwrap();
        assert_eq!(read(&path).unwrap(), Some(Secret::new("two")));
        assert!(write(&folder.path().join("no/folder"), &Secret::new("x")).is_err());
    }
}
