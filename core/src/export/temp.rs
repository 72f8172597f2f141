//! Files for what is too large for memory.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The folder for temporary files. They have no name there where the system can do without, and go away with whoever
/// made them, however that ends.
#[derive(Clone, Debug)]
pub(crate) struct TempFolder(PathBuf);

impl TempFolder {
    /// A folder, or the system's own.
    pub(crate) fn new(folder: Option<&Path>) -> Self {
        Self(folder.map_or_else(std::env::temp_dir, Path::to_path_buf))
    }

    /// A new file.
    ///
    /// # Errors
    /// `NotFound`, `PermissionDenied` or `Io`.
    pub(crate) fn file(&self) -> Result<TempFile> {
        let file = tempfile::tempfile_in(&self.0).map_err(|error| self.fault(&error))?;
        Ok(TempFile { file, folder: self.clone() })
    }

    fn fault(&self, error: &io::Error) -> Error {
        use ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        let what = match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => "there is no room for a temporary file",
            _ => "a temporary file can't be written",
        };
        let help = "name a folder with more room: `--temp-dir`, or the environment variable TMPDIR";
        Error::io(what, error).in_file(self.0.display().to_string()).help(help)
    }
}

/// A temporary file.
pub(crate) struct TempFile {
    file: File,
    folder: TempFolder,
}

impl TempFile {
    /// The file, to be read.
    pub(crate) fn into_inner(self) -> File {
        self.file
    }
}

/// Errors say which folder they are of.
impl Write for TempFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|error| match error.kind() {
            ErrorKind::Interrupted => error,
            _ => self.folder.fault(&error).into(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| self.folder.fault(&error).into())
    }
}
