//! Temporary files.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The folder for temporary files. They are unnamed if the system supports it, so they disappear with the process even
/// after a crash.
#[derive(Clone, Debug)]
pub(crate) struct TempFolder(PathBuf);

impl TempFolder {
    /// Returns the given folder, or the system's temporary folder.
    pub(crate) fn new(folder: Option<&Path>) -> Self {
        Self(folder.map_or_else(std::env::temp_dir, Path::to_path_buf))
    }

    /// Creates a temporary file.
    ///
    /// # Errors
    /// `NotFound`, `PermissionDenied` or `Io`.
    pub(crate) fn file(&self) -> Result<TempFile> {
        let file = tempfile::tempfile_in(&self.0).map_err(|error| self.write_error(&error))?;
        Ok(TempFile { file, folder: self.clone() })
    }

    fn write_error(&self, error: &io::Error) -> Error {
        use ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        let what = match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => "no space for a temporary file",
            _ => "cannot write a temporary file",
        };
        let help = "use a folder with more space: `--temp-dir`, or the environment variable TMPDIR";
        Error::io(what, error).in_file(self.0.display().to_string()).help(help)
    }
}

/// A temporary file.
pub(crate) struct TempFile {
    file: File,
    folder: TempFolder,
}

impl TempFile {
    /// Returns the file for reading.
    pub(crate) fn into_inner(self) -> File {
        self.file
    }
}

/// Errors name the folder.
impl Write for TempFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|error| match error.kind() {
            ErrorKind::Interrupted => error,
            _ => self.folder.write_error(&error).into(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| self.folder.write_error(&error).into())
    }
}
