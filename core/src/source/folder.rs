//! Unpacked exports and single files.

use std::fs;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::archive::{Container, File, Files, place};
use crate::cancel::Cancel;
use crate::error::{Error, Result};

/// Files on disk.
#[derive(Default)]
pub(super) struct Folder {
    paths: Vec<PathBuf>,
    cancel: Cancel,
}

impl Folder {
    pub(super) fn new(cancel: &Cancel) -> Self {
        Self { paths: Vec::new(), cancel: cancel.clone() }
    }

    /// Finds the files of an unpacked export.
    ///
    /// # Errors
    /// `Io` if the folder cannot be read; `InvalidInput` if names are not those of an export, or not of files.
    pub(super) fn open(root: &Path, cancel: &Cancel) -> Result<(Self, Files)> {
        let mut folder = Self::new(cancel);
        let mut files = Files::default();
        let unreadable = |error| Error::io("cannot read the folder", &error).in_file(root.display().to_string());
        let real = fs::canonicalize(root).map_err(unreadable)?;
        folder.walk(root, real, "", &mut Vec::new(), &mut files)?;
        Ok((folder, files))
    }

    /// Adds a file under a name in the export's layout, if the name has a place.
    ///
    /// # Errors
    /// `InvalidInput` if it is not a file, or another file has its place; `NotFound`, `PermissionDenied` or `Io` if it
    /// cannot be inspected.
    pub(super) fn add(&mut self, path: &Path, name: &str, files: &mut Files) -> Result<()> {
        let Some(place) = place(name)? else { return Ok(()) };
        let shown = path.display().to_string();
        let unreadable = |error| Error::io("cannot open the file", &error).in_file(&shown);
        let metadata = fs::metadata(path).map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(Error::invalid_input("not a file").in_file(shown));
        }
        files.insert(place, File { name: shown, index: self.paths.len(), bytes: Some(metadata.len()), start: 0 })?;
        self.paths.push(path.to_owned());
        Ok(())
    }

    /// Adds a file like [`add`](Self::add), if it exists.
    pub(super) fn add_if_exists(&mut self, path: &Path, name: &str, files: &mut Files) -> Result<()> {
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            _ => self.add(path, name, files),
        }
    }

    /// Adds all files of a folder, whose real path is given. Follows links, except to a folder that contains the link.
    /// Only the targets of links are resolved: to resolve the path of every folder would take long in deep ones.
    fn walk(
        &mut self,
        folder: &Path,
        real: PathBuf,
        name: &str,
        inside: &mut Vec<PathBuf>,
        files: &mut Files,
    ) -> Result<()> {
        self.cancel.check()?;
        let unreadable = |error| Error::io("cannot read the folder", &error).in_file(folder.display().to_string());
        inside.push(real);
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            entries.push(entry.map_err(unreadable)?);
        }
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let inner = format!("{name}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().map_err(unreadable)?;
            let is_folder = if kind.is_symlink() { path.is_dir() } else { kind.is_dir() };
            if is_folder && place(&inner)?.is_none() {
                let real = match inside.last() {
                    Some(parent) if !kind.is_symlink() => parent.join(entry.file_name()),
                    _ => fs::canonicalize(&path).map_err(unreadable)?,
                };
                if !(kind.is_symlink() && inside.contains(&real)) {
                    self.walk(&path, real, &format!("{inner}/"), inside, files)?;
                }
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
        self.open_at(file, 0)
    }

    fn open_at<'a>(&'a self, file: &File, place: u64) -> Result<Box<dyn Read + Send + 'a>> {
        let path = self.paths.get(file.index).map(PathBuf::as_path).unwrap_or(Path::new(&file.name));
        let unreadable = |error| Error::io("cannot open the file", &error).in_file(&file.name);
        let mut opened = fs::File::open(path).map_err(unreadable)?;
        let state = State::of(&opened).map_err(unreadable)?;
        if file.bytes.is_some_and(|listed| listed != state.len) {
            return Err(changed().in_file(&file.name));
        }
        opened.seek(SeekFrom::Start(place)).map_err(unreadable)?;
        Ok(Box::new(Steady { file: opened, state, cancel: self.cancel.clone() }))
    }
}

/// A file that must not change while it is read: results from a file that is being written would be inconsistent.
struct Steady {
    file: fs::File,
    state: State,
    cancel: Cancel,
}

/// Metadata that shows if a file was written.
#[derive(PartialEq)]
struct State {
    len: u64,
    /// Absent if the system does not record it.
    written: Option<SystemTime>,
}

impl State {
    fn of(file: &fs::File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        Ok(Self { len: metadata.len(), written: metadata.modified().ok() })
    }
}

impl Read for Steady {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.cancel.check()?;
        let len = self.file.read(buffer)?;
        if len == 0 && !buffer.is_empty() && State::of(&self.file)? != self.state {
            return Err(changed().into());
        }
        Ok(len)
    }
}

fn changed() -> Error {
    Error::invalid_input("the file changed while it was read").help("check a copy that is not being written")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::error::ErrorKind;

    /// Reads a file of an export and applies `change` after the first half.
    fn read(change: impl Fn(&Path)) -> Result<usize> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t/documents.jsonl");
        fs::create_dir(folder.path().join("t")).unwrap();
        fs::write(&file, "{}\n{}\n").unwrap();
        let (container, files) = Folder::open(folder.path(), &Cancel::default()).unwrap();
        let mut reader = container.open(files.documents("", "t").unwrap())?;
        let unreadable = |error| Error::io("cannot read the file", &error);
        let half = reader.read(&mut [0; 3]).map_err(unreadable)?;
        change(&file);
        Ok(half + reader.read_to_end(&mut Vec::new()).map_err(unreadable)?)
    }

    #[test]
    fn file_changed_while_reading_is_refused() {
        assert_eq!(read(|_| ()).unwrap(), 6);
        let append = |file: &Path| drop(fs::File::options().append(true).open(file).unwrap().write_all(b"{}\n"));
        let shorten = |file: &Path| fs::File::options().write(true).open(file).unwrap().set_len(4).unwrap();
        for change in [&append as &dyn Fn(&Path), &shorten] {
            let error = read(change).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput);
            assert!(error.to_string().starts_with("the file changed while it was read"), "{error}");
        }
        // An open file stays readable after its removal.
        assert_eq!(read(|file| fs::remove_file(file).unwrap()).unwrap(), 6);
    }

    #[test]
    fn file_removed_or_changed_before_opening_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t/documents.jsonl");
        fs::create_dir(folder.path().join("t")).unwrap();
        fs::write(&file, "{}\n").unwrap();
        let (container, files) = Folder::open(folder.path(), &Cancel::default()).unwrap();
        let open = || container.open(files.documents("", "t").unwrap()).map(drop);
        open().unwrap();
        fs::write(&file, "{}\n{}\n").unwrap();
        assert_eq!(open().unwrap_err().kind(), ErrorKind::InvalidInput);
        fs::remove_file(&file).unwrap();
        assert_eq!(open().unwrap_err().kind(), ErrorKind::NotFound);
    }
}
