//! Export zips.
//!
//! The directory of a zip is walked entry by entry, since an export has one for every stored file; only what says where
//! documents are is kept. That, and reading from several threads, is why this stands on `rawzip` and not on `zip`, which
//! keeps every header in memory, lets a later entry replace an earlier one of the same name, and reads for one at a time.

mod broken;
mod directory;
mod end;
mod limits;
mod unpack;
mod wanted;

pub use limits::ArchiveLimits;
pub(crate) use wanted::Wanted;

use std::io::Read;
use std::sync::Arc;

use rawzip::{FileReader, ReaderAt, ZipLocator};

use super::files::{Container, File, Files};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};
use unpack::{Entry, Unpack};

/// An export zip.
pub(crate) struct Archive<R = FileReader> {
    reader: Arc<R>,
    entries: Vec<Entry>,
    cancel: Cancel,
}

impl Archive {
    /// Opens a zip that people know as `name`.
    ///
    /// # Errors
    /// `InvalidInput` where it is no complete zip, or holds what no export has; `LimitExceeded` where it holds more than
    /// the limits allow; `Io` where it can't be read.
    pub(crate) fn open(
        file: std::fs::File,
        name: &str,
        limits: &ArchiveLimits,
        wanted: Wanted,
        cancel: &Cancel,
    ) -> Result<(Self, Files)> {
        let len = file.metadata().map_err(|error| Error::io("the zip can't be read", &error).in_file(name))?.len();
        Self::of((FileReader::from(file), len), name, limits, wanted, cancel)
    }
}

impl<R: ReaderAt> Archive<R> {
    fn of(
        (reader, len): (R, u64),
        name: &str,
        limits: &ArchiveLimits,
        wanted: Wanted,
        cancel: &Cancel,
    ) -> Result<(Self, Files)> {
        let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let located = ZipLocator::new().locate_in_reader(Arc::new(reader), &mut buffer, len);
        let zip = located.map_err(|(_, error)| broken::broken(error, "directory", len).in_file(name))?;
        let (entries, files) = directory::read(&zip, len, &mut buffer, name, (limits, wanted), cancel)?;
        Ok((Self { reader: zip.into_inner(), entries, cancel: cancel.clone() }, files))
    }
}

impl<R: ReaderAt + Send + Sync> Container for Archive<R> {
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>> {
        let entry = self.entries.get(file.index);
        let entry = entry.ok_or_else(|| Error::new(ErrorKind::Internal, "an entry that the zip does not hold"))?;
        Ok(Box::new(Unpack::new(&*self.reader, entry.clone(), self.cancel.clone())))
    }
}
