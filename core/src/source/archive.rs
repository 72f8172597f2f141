//! Export zips.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::files::{Container, File, Files};
use super::layout::climbs_out;
use crate::error::{Error, Result};

const BUFFER_LEN: usize = 256 << 10;

/// An export zip.
pub(super) struct Archive {
    zip: Mutex<ZipArchive<BufReader<Shared>>>,
    file: Shared,
}

impl Archive {
    /// Opens a zip that people know as `name`.
    ///
    /// # Errors
    /// `InvalidInput` where it is no complete zip, or holds names that no export has.
    pub(super) fn open(file: std::fs::File, name: &str) -> Result<(Self, Files)> {
        let file = Shared { file: Arc::new(Mutex::new(file)), at: 0 };
        let zip = ZipArchive::new(BufReader::new(file.clone())).map_err(|error| broken(&error).in_file(name))?;
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
        Ok((Self { zip: Mutex::new(zip), file }, files))
    }
}

/// The name and the unpacked length of an entry.
fn entry(zip: &ZipArchive<BufReader<Shared>>, index: usize) -> Result<(String, u64), ZipError> {
    let entry = zip.by_index_data(index)?;
    let name = entry.name()?.into_owned();
    Ok((name, entry.size()))
}

impl Container for Archive {
    fn open<'a>(&'a self, file: &File) -> Result<Box<dyn Read + Send + 'a>> {
        let broken = |error: ZipError| broken(&error).in_file(&file.name);
        let mut zip = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = zip.by_index(file.index).map_err(broken)?;
        let start = entry.data_start().ok_or_else(|| broken(ZipError::FileNotFound))?;
        let packed = Shared { at: start, ..self.file.clone() }.take(entry.compressed_size());
        let packed = BufReader::with_capacity(BUFFER_LEN, packed);
        let unpacked: Box<dyn Read + Send> = match entry.compression() {
            CompressionMethod::Stored => Box::new(packed),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(packed)),
            other => return Err(unsupported(&format!("the compression method {other}")).in_file(&file.name)),
        };
        Ok(Box::new(Checked { unpacked, sum: Crc::new(), expected: entry.crc32() }))
    }
}

/// One file for many readers, each with its own place in it.
#[derive(Clone)]
struct Shared {
    file: Arc<Mutex<std::fs::File>>,
    at: u64,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let len = file.read(buffer)?;
        self.at += len as u64;
        Ok(len)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        self.at = file.seek(to)?;
        Ok(self.at)
    }
}

/// Unpacked bytes, which must have the checksum that the zip says.
struct Checked {
    unpacked: Box<dyn Read + Send>,
    sum: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.unpacked.read(buffer)?;
        if len == 0 && !buffer.is_empty() && self.sum.sum() != self.expected {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "invalid checksum"));
        }
        self.sum.update(buffer.get(..len).unwrap_or_default());
        Ok(len)
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
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Error::io("the zip can't be read", error)
        }
        _ => Error::invalid_input(format!("not a complete zip: {error}")).help("export or download it again"),
    }
}
