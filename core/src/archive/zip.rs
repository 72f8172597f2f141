//! Export zips.
//!
//! An export has an entry for every stored file, so the directory is streamed and only entries with documents are kept in
//! memory. That, and reads from several threads, is why this uses `rawzip`: the crate `zip` keeps all headers in memory,
//! lets an entry replace an earlier one of the same name, and reads one entry at a time.

use std::io::Read;
use std::sync::Arc;

use rawzip::{FileReader, ReaderAt, ZipLocator};

use super::damage::zip_error;
use super::directory;
use super::files::{Container, File, Files};
use super::limits::ArchiveLimits;
use super::selection::Selection;
use super::unpack::{Entry, Unpack};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// An export zip.
pub(crate) struct Archive<R = FileReader> {
    reader: Arc<R>,
    entries: Vec<Entry>,
    cancel: Cancel,
}

impl Archive {
    /// Opens a zip; `name` is used in errors.
    ///
    /// # Errors
    /// `InvalidInput` if the zip is incomplete or not an export; `LimitExceeded` if it exceeds the limits; `Io` if it
    /// cannot be read.
    pub(crate) fn open(
        file: std::fs::File,
        name: &str,
        limits: &ArchiveLimits,
        selection: Selection,
        cancel: &Cancel,
    ) -> Result<(Self, Files)> {
        let len = file.metadata().map_err(|error| Error::io("cannot read the zip", &error).in_file(name))?.len();
        Self::from_reader((FileReader::from(file), len), name, limits, selection, cancel)
    }
}

impl<R: ReaderAt> Archive<R> {
    fn from_reader(
        (reader, len): (R, u64),
        name: &str,
        limits: &ArchiveLimits,
        selection: Selection,
        cancel: &Cancel,
    ) -> Result<(Self, Files)> {
        let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let located = ZipLocator::new().locate_in_reader(Arc::new(reader), &mut buffer, len);
        let zip = located.map_err(|(_, error)| zip_error(error, "directory", len).in_file(name))?;
        let (entries, files) = directory::read(&zip, len, &mut buffer, name, (limits, selection), cancel)?;
        Ok((Self { reader: zip.into_inner(), entries, cancel: cancel.clone() }, files))
    }
}

impl<R: ReaderAt + Send + Sync> Container for Archive<R> {
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>> {
        let entry = self.entries.get(file.index);
        let entry = entry.ok_or_else(|| Error::new(ErrorKind::Internal, "unknown zip entry"))?;
        Ok(Box::new(Unpack::new(&*self.reader, entry.clone(), self.cancel.clone())))
    }
}
