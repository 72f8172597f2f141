//! Unpacked exports, and single files of them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::files::{Container, File, Files};
use crate::error::{Error, Result};

/// Files on disk.
#[derive(Default)]
pub(super) struct Folder {
    paths: Vec<PathBuf>,
}

impl Folder {
    /// Finds the files of an unpacked export.
    ///
    /// # Errors
    /// `Io` where the folder can't be read; `InvalidInput` where names are not those of an export.
    pub(super) fn open(root: &Path) -> Result<(Self, Files)> {
        let mut folder = Self::default();
        let mut files = Files::default();
        folder.walk(root, "", &mut Vec::new(), &mut files)?;
        Ok((folder, files))
    }

    /// Adds a file under a name in the export's layout; one that is not there is left out.
    pub(super) fn add(&mut self, path: &Path, name: &str, files: &mut Files) -> Result<()> {
        let Some(bytes) = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len()) else {
            return Ok(());
        };
        files.add(name, File { name: path.display().to_string(), index: self.paths.len(), bytes: Some(bytes) })?;
        self.paths.push(path.to_owned());
        Ok(())
    }

    /// Follows links, but never back into a folder that it is in.
    fn walk(&mut self, folder: &Path, name: &str, inside: &mut Vec<PathBuf>, files: &mut Files) -> Result<()> {
        let unreadable = |error| Error::io("the folder can't be read", &error).in_file(folder.display().to_string());
        let real = fs::canonicalize(folder).map_err(unreadable)?;
        if inside.contains(&real) {
            return Ok(());
        }
        inside.push(real);
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            entries.push(entry.map_err(unreadable)?);
        }
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let inner = format!("{name}{}", entry.file_name().to_string_lossy());
            if path.is_dir() {
                self.walk(&path, &format!("{inner}/"), inside, files)?;
            } else {
                self.add(&path, &inner, files)?;
            }
        }
        inside.pop();
        Ok(())
    }
}

impl Container for Folder {
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>> {
        let path = self.paths.get(file.index).map(PathBuf::as_path).unwrap_or(Path::new(&file.name));
        let opened = fs::File::open(path).map_err(|error| Error::io("the file can't be opened", &error));
        Ok(Box::new(opened.map_err(|error| error.in_file(&file.name))?))
    }
}
