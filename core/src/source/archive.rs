//! Export zips.

use std::io::{BufRead, BufReader};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::files::{Container, File, Files};
use super::layout::climbs_out;
use crate::error::{Error, Result};

const BUFFER_LEN: usize = 256 << 10;

/// An export zip.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<std::fs::File>>,
}

impl Archive {
    /// Opens a zip that people know as `name`.
    ///
    /// # Errors
    /// `InvalidInput` where it is no complete zip, or holds names that no export has.
    pub(super) fn open(file: std::fs::File, name: &str) -> Result<(Self, Files)> {
        let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| broken(&error).in_file(name))?;
        if zip.has_duplicate_names() {
            return Err(Error::invalid_input("the zip holds two files of the same name").in_file(name));
        }
        let mut files = Files::default();
        for index in 0..zip.len() {
            let (entry, bytes) = entry(&zip, index).map_err(|error| broken(&error).in_file(name))?;
            if climbs_out(&entry) {
                let message = format!("the zip holds a name that leads out of it: `{}`", entry.escape_debug());
                return Err(Error::invalid_input(message).in_file(name));
            }
            let file = File { name: format!("{name}/{entry}"), index, bytes: Some(bytes) };
            files.add(&entry, file).map_err(|error| error.in_file(name))?;
        }
        Ok((Self { zip }, files))
    }
}

/// The name and the unpacked length of an entry.
fn entry(zip: &ZipArchive<BufReader<std::fs::File>>, index: usize) -> Result<(String, u64), ZipError> {
    let entry = zip.by_index_data(index)?;
    let name = entry.name()?.into_owned();
    Ok((name, entry.size()))
}

impl Container for Archive {
    fn open<'a>(&'a mut self, file: &File) -> Result<Box<dyn BufRead + 'a>> {
        let reader = self.zip.by_index(file.index).map_err(|error| broken(&error).in_file(&file.name))?;
        // Asked now, since reading it says so only in the midst of the documents.
        match reader.compression() {
            CompressionMethod::Stored | CompressionMethod::Deflated => {
                Ok(Box::new(BufReader::with_capacity(BUFFER_LEN, reader)))
            }
            other => Err(unsupported(&format!("the compression method {other}")).in_file(&file.name)),
        }
    }
}

fn unsupported(what: &str) -> Error {
    let help = "Convex's exports use deflate; pack it so, or unpack it and give the folder";
    Error::invalid_input(format!("{what} is not supported")).help(help)
}

fn broken(error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Error::invalid_input("it is encrypted").help("unpack it yourself, and give the folder")
        }
        ZipError::UnsupportedArchive(what) => unsupported(&format!("the zip ({what})")),
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            Error::io("the zip can't be read", error)
        }
        _ => Error::invalid_input(format!("not a complete zip: {error}")).help("export or download it again"),
    }
}
