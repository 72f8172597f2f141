//! Unpacks an entry of a zip and verifies length and checksum.

use std::io::{self, BufReader, Read};
use std::ops::Range;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use rawzip::{RangeReader, ReaderAt};

use crate::cancel::Cancel;
use crate::error::{Error, Result};

const BUFFER_LEN: usize = 64 << 10;

/// The compression method of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
}

/// A selected entry, as declared by the zip.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) method: Method,
    /// Range of its packed bytes.
    pub(super) packed: Range<u64>,
    /// Unpacked length in bytes.
    pub(super) len: u64,
    pub(super) checksum: u32,
}

/// A reader of the unpacked bytes. Fails if they do not match the zip's declaration, at the latest when it reaches the
/// end.
pub(super) struct Unpack<R> {
    bytes: Bytes<R>,
    entry: Entry,
    read: u64,
    checksum: Crc,
    cancel: Cancel,
    failed: Option<Error>,
}

enum Bytes<R> {
    Stored(Packed<R>),
    Deflated(DeflateDecoder<BufReader<Packed<R>>>),
}

impl<R: ReaderAt> Unpack<R> {
    pub(super) fn new(reader: R, entry: Entry, cancel: Cancel) -> Self {
        let packed = Packed { reader: RangeReader::new(reader, entry.packed.clone()), cancel: cancel.clone() };
        let bytes = match entry.method {
            Method::Stored => Bytes::Stored(packed),
            Method::Deflated => Bytes::Deflated(DeflateDecoder::new(BufReader::with_capacity(BUFFER_LEN, packed))),
        };
        Self { bytes, entry, read: 0, checksum: Crc::new(), cancel, failed: None }
    }

    fn next(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.cancel.check()?;
        let len = self.bytes.read(buffer).map_err(|error| self.unreadable(&error))?;
        self.read += len as u64;
        self.checksum.update(buffer.get(..len).unwrap_or_default());
        if self.read > self.entry.len {
            return Err(damaged(&format!("it unpacks to more than the declared {} bytes", self.entry.len)));
        }
        if len == 0 && !buffer.is_empty() {
            self.check_end()?;
        }
        Ok(len)
    }

    fn check_end(&self) -> Result<()> {
        let Entry { len, checksum, packed, .. } = &self.entry;
        if self.read < *len {
            return Err(damaged(&format!("it ends after {} of the declared {len} bytes", self.read)));
        }
        if self.checksum.sum() != *checksum {
            let found = self.checksum.sum();
            return Err(damaged(&format!("its checksum is {found:08x} instead of {checksum:08x}")));
        }
        let rest = packed.end - self.bytes.position(packed);
        if rest > 0 {
            return Err(damaged(&format!("{rest} bytes follow the end of its packed data")));
        }
        Ok(())
    }

    fn unreadable(&self, error: &io::Error) -> Error {
        use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        match error.kind() {
            InvalidData | InvalidInput | UnexpectedEof => {
                let (read, place) = (self.read, self.bytes.position(&self.entry.packed));
                damaged(&format!("its packed data is invalid after {read} bytes, near byte {place} of the zip"))
            }
            _ => Error::io("cannot read the zip", error),
        }
    }
}

/// After an error, every read returns it again.
impl<R: ReaderAt> Read for Unpack<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(error) = &self.failed {
            return Err(error.clone().into());
        }
        let read = self.next(buffer);
        Ok(read.inspect_err(|error| self.failed = Some(error.clone()))?)
    }
}

impl<R: ReaderAt> Bytes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(packed) => packed.read(buffer),
            Self::Deflated(decoder) => decoder.read(buffer),
        }
    }

    /// Returns the offset in the zip up to which packed bytes are consumed.
    fn position(&self, packed: &Range<u64>) -> u64 {
        match self {
            Self::Stored(packed) => packed.reader.position(),
            Self::Deflated(decoder) => packed.start + decoder.total_in(),
        }
    }
}

/// A reader of the packed bytes. Checks for cancellation too, because long runs of them may unpack to nothing.
struct Packed<R> {
    reader: RangeReader<R>,
    cancel: Cancel,
}

impl<R: ReaderAt> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.cancel.check()?;
        self.reader.read(buffer)
    }
}

/// Returns the error for an entry that is damaged.
fn damaged(what: &str) -> Error {
    Error::invalid_input(format!("the file is damaged: {what}")).help("export or download it again")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Packed bytes that unpack to nothing, block after block. The third read cancels.
    struct Empty {
        cancel: Cancel,
        reads: Cell<u32>,
    }

    impl ReaderAt for Empty {
        fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
            self.reads.set(self.reads.get() + 1);
            if self.reads.get() == 3 {
                self.cancel.cancel();
            }
            let block = [0, 0, 0, 0xff, 0xff];
            let bytes = (offset..).map(|place| block[(place % 5) as usize]);
            buffer.iter_mut().zip(bytes).for_each(|(to, byte)| *to = byte);
            Ok(buffer.len())
        }
    }

    #[test]
    fn endless_empty_blocks_can_be_cancelled() {
        let reader = Empty { cancel: Cancel::default(), reads: Cell::new(0) };
        let entry = Entry { method: Method::Deflated, packed: 0..1 << 50, len: 0, checksum: 0 };
        let mut unpack = Unpack::new(&reader, entry, reader.cancel.clone());
        for _ in 0..2 {
            let error = unpack.read(&mut [0; 100]).unwrap_err();
            assert_eq!(Error::io("", &error).kind(), crate::ErrorKind::Cancelled);
        }
        assert_eq!(reader.reads.get(), 3);
    }
}
