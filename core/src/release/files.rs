//! Files of the release store: in a folder, or in memory.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::handles::MemoryFiles;

/// Files by name, such as `entries/happy-otter-123/000001.json`.
#[derive(Clone, Debug)]
pub(super) enum Files {
    Folder(PathBuf),
    Memory(MemoryFiles),
}

impl Files {
    /// Reads a file. Returns `None` if it does not exist.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Memory(files) => Ok(files.read(name)),
            Self::Folder(folder) => {
                let path = folder.join(name);
                match fs::read(&path) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(unreadable(&path, &error)),
                }
            }
        }
    }

    /// Lists the names in a folder. One that does not exist is empty.
    pub(super) fn list(&self, name: &str) -> Result<Vec<String>> {
        match self {
            Self::Memory(files) => Ok(files.list(name)),
            Self::Folder(folder) => {
                let path = folder.join(name);
                match fs::read_dir(&path) {
                    Ok(entries) => {
                        let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
                        names.collect::<std::io::Result<_>>().map_err(|error| unreadable(&path, &error))
                    }
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
                    Err(error) => Err(unreadable(&path, &error)),
                }
            }
        }
    }

    /// Writes a whole file or none of it. Returns `false` if it exists and is not replaced.
    pub(super) fn write(&self, name: &str, bytes: Vec<u8>, replace: bool) -> Result<bool> {
        match self {
            Self::Memory(files) => Ok(files.write(name, bytes, replace)),
            Self::Folder(folder) => write(&folder.join(name), &bytes, replace),
        }
    }

    /// Describes the place of a file.
    pub(super) fn describe(&self, name: &str) -> String {
        match self {
            Self::Memory(_) => name.to_owned(),
            Self::Folder(folder) => folder.join(name).display().to_string(),
        }
    }
}

fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<bool> {
    if !replace && path.exists() {
        return Ok(false);
    }
    let unwritable = |error: &std::io::Error| {
        Error::io("cannot write the release store", error)
            .in_file(path.display().to_string())
            .help("check the folder, or name another with `--releases`")
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| unwritable(&error))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| unwritable(&error))?;
    let written = file.write_all(bytes).and_then(|()| file.as_file().sync_all());
    written.map_err(|error| unwritable(&error))?;
    if replace {
        return file.persist(path).map(|_| true).map_err(|error| unwritable(&error.error));
    }
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(unwritable(&error.error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::io("cannot read the release store", error).in_file(path.display().to_string())
}
