//! Writes zips in the layout of exports.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::error::{Error, Result};

/// Unix permissions of files in the zip.
const PERMISSIONS: u32 = 0o644;

/// A zip that is written entry by entry.
pub(crate) struct ZipWriter<W> {
    archive: ZipArchiveWriter<W>,
}

impl<W: Write> ZipWriter<W> {
    /// Starts a zip.
    pub(crate) fn new(writer: W) -> Self {
        Self { archive: ZipArchiveWriter::new(writer) }
    }

    /// Adds a file.
    ///
    /// # Errors
    /// `Io` if the zip cannot be written; any error of `write`.
    pub(crate) fn entry(&mut self, path: &str, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
        let builder = self.archive.new_file(path).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = builder.unix_permissions(PERMISSIONS).start().map_err(zip_error)?;
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        write(&mut data)?;
        let (encoder, descriptor) = data.finish().map_err(zip_error)?;
        encoder.finish().map_err(|error| write_error(&error))?;
        entry.finish(descriptor).map_err(zip_error)?;
        Ok(())
    }

    /// Writes the directory, and returns the writer.
    ///
    /// # Errors
    /// `Io` if the zip cannot be written.
    pub(crate) fn finish(self) -> Result<W> {
        self.archive.finish().map_err(zip_error)
    }
}

/// Returns the folder of a component's tables in an export.
pub(crate) fn folder(component: &str) -> String {
    component.split('/').filter(|name| !name.is_empty()).map(|name| format!("_components/{name}/")).collect()
}

/// Returns the error for a zip that cannot be written.
pub(crate) fn write_error(error: &std::io::Error) -> Error {
    Error::io("cannot write the zip", error)
}

fn zip_error(error: rawzip::Error) -> Error {
    write_error(&std::io::Error::other(error))
}
