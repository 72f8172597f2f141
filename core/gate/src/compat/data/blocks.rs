//! Splits a stream into runs of whole lines.

use std::io::{ErrorKind, Read};

use super::lines::MAX_LINE_LEN;
use crate::error::{Error, Result};

/// Bytes read at once: few enough to stay in a core's cache while they are checked.
const BLOCK_LEN: usize = 1 << 20;

/// Bytes that were read. The spare capacity is not cleared, so that no byte is written twice.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    len: usize,
}

impl Buffer {
    /// Clears the buffer, and frees memory beyond one block.
    fn clear(&mut self) {
        self.len = 0;
        self.bytes.truncate(BLOCK_LEN);
        self.bytes.shrink_to(BLOCK_LEN);
    }

    /// Reads until the buffer has the wanted number of bytes, or the stream ends.
    fn read_up_to(&mut self, wanted: usize, reader: &mut impl Read) -> std::io::Result<()> {
        if self.bytes.capacity() == 0 {
            // The system provides zeroed memory for free.
            self.bytes = vec![0; wanted];
        } else if self.bytes.len() < wanted {
            self.bytes.reserve_exact(wanted - self.bytes.len());
            self.bytes.resize(wanted, 0);
        }
        while self.len < wanted {
            match reader.read(self.bytes.get_mut(self.len..wanted).unwrap_or_default()) {
                Ok(0) => break,
                Ok(len) => self.len += len,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Moves the bytes after a place to another, empty buffer.
    fn split_off(&mut self, place: usize, other: &mut Self) {
        let moved = self.get(place..).unwrap_or_default();
        other.len = moved.len();
        if other.bytes.len() < moved.len() {
            other.bytes.resize(moved.len(), 0);
        }
        if let Some(room) = other.bytes.get_mut(..moved.len()) {
            room.copy_from_slice(moved);
        }
        self.len = place.min(self.len);
    }
}

impl std::ops::Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// A run of whole lines of a table's file; the last line of the file may lack its line feed.
#[derive(Debug, Default)]
pub struct Block {
    /// The lines; empty for a line that is too long to hold.
    pub(super) lines: Buffer,
    /// Offset of the lines in the file.
    pub(super) start: u64,
    /// Length of a line that is too long, with its line feed, and whether it has one.
    pub(super) too_long: Option<(u64, bool)>,
}

impl Block {
    /// Returns its lines.
    #[must_use]
    pub fn lines(&self) -> &[u8] {
        &self.lines
    }

    /// Clears its lines, and frees memory beyond one block.
    pub fn clear(&mut self) {
        self.lines.clear();
    }

    /// Returns the number of bytes of the file that it covers.
    pub fn bytes(&self) -> u64 {
        self.too_long.map_or(self.lines.len() as u64, |(len, _)| len)
    }
}

/// Splits a stream into runs of whole lines.
pub struct Blocks<R> {
    reader: R,
    /// Start of a line that the last block did not contain completely.
    rest: Buffer,
    bytes: u64,
}

impl<R: Read> Blocks<R> {
    /// Splits a stream that starts at an offset of its file, at the start of a line.
    pub fn starting_at(start: u64, reader: R) -> Self {
        Self { reader, rest: Buffer::default(), bytes: start }
    }

    /// Splits a stream from its start.
    pub fn new(reader: R) -> Self {
        Self::starting_at(0, reader)
    }

    /// Returns the end of the last block in the file.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the next block into a finished one, and returns false at the end. Calls `grow` before it reads a line that
    /// takes more memory than a block.
    ///
    /// # Errors
    /// `InvalidInput` if the stream is damaged; `Io` if it can't be read.
    pub fn next(&mut self, block: &mut Block, grow: &mut dyn FnMut()) -> Result<bool> {
        block.start = self.bytes;
        block.too_long = None;
        block.lines.clear();
        std::mem::swap(&mut block.lines, &mut self.rest);
        let mut searched = 0;
        let mut ended = false;
        while !ended {
            ended = !self.fill(&mut block.lines)?;
            let fresh = block.lines.get(searched..).unwrap_or_default();
            if let Some(feed) = memchr::memrchr(b'\n', fresh).filter(|_| !ended) {
                self.rest.clear();
                block.lines.split_off(searched + feed + 1, &mut self.rest);
                break;
            }
            if searched == 0 && !ended {
                grow();
            }
            searched = block.lines.len();
            if searched > MAX_LINE_LEN {
                self.skip_line(block)?;
                return Ok(true);
            }
        }
        self.bytes += block.lines.len() as u64;
        Ok(!block.lines.is_empty())
    }

    /// Reads more bytes, at most a block or the maximum length of a line, and returns false at the end.
    fn fill(&mut self, lines: &mut Buffer) -> Result<bool> {
        let wanted = if lines.len() < BLOCK_LEN { BLOCK_LEN } else { lines.len() + BLOCK_LEN }.min(MAX_LINE_LEN + 1);
        lines.read_up_to(wanted, &mut self.reader).map_err(|error| self.unreadable(&error))?;
        Ok(lines.len() == wanted)
    }

    /// Reads a line to its end without storing it.
    fn skip_line(&mut self, block: &mut Block) -> Result<()> {
        let mut len = block.lines.len() as u64;
        loop {
            block.lines.clear();
            let more = self.fill(&mut block.lines)?;
            let feed = memchr::memchr(b'\n', &block.lines);
            let end = feed.map_or(block.lines.len(), |feed| feed + 1);
            len += end as u64;
            if feed.is_some() || !more {
                self.rest.clear();
                block.lines.split_off(end, &mut self.rest);
                block.lines.clear();
                block.too_long = Some((len, feed.is_some()));
                self.bytes += len;
                return Ok(());
            }
        }
    }

    /// Converts a read error. Damage, such as a wrong checksum, is invalid input.
    fn unreadable(&self, error: &std::io::Error) -> Error {
        let own = error.get_ref().is_some_and(|inner| inner.is::<Error>());
        match error.kind() {
            ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof if !own => {
                let message = format!("the file is damaged after {} bytes: {error}", self.bytes);
                Error::invalid_input(message).help("export or download it again")
            }
            _ => Error::io("cannot read the file", error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reader that returns its bytes in pieces of any size.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = self.1.min(buffer.len()).min(self.0.len());
            buffer[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    /// Start of a block, length of its lines, and facts about a line that is too long.
    type BlockSummary = (u64, usize, Option<(u64, bool)>);

    fn split(bytes: &[u8]) -> Vec<BlockSummary> {
        let mut blocks = Blocks::new(Pieces(bytes, 77_777));
        let (mut block, mut found, mut end) = (Block::default(), Vec::new(), 0);
        while blocks.next(&mut block, &mut || {}).unwrap() {
            assert_eq!(block.start, end);
            end += block.lines.len() as u64 + block.too_long.map_or(0, |(len, _)| len);
            if block.too_long.is_none() {
                assert_eq!(*block.lines, bytes[block.start as usize..end as usize]);
                assert!(block.lines.ends_with(b"\n") || end == bytes.len() as u64);
            }
            found.push((block.start, block.lines.len(), block.too_long));
        }
        assert_eq!((end, blocks.bytes()), (bytes.len() as u64, end));
        found
    }

    #[test]
    fn blocks_hold_whole_lines() {
        assert_eq!(split(b""), []);
        assert_eq!(split(b"\n"), [(0, 1, None)]);
        assert_eq!(split(b"a"), [(0, 1, None)]);
        let lines = "0123456789abcdef\n".repeat(200_000);
        let found = split(lines.as_bytes());
        let blocks = lines.len() / BLOCK_LEN + 1;
        assert!(found.len() == blocks && found.iter().all(|(_, len, _)| len % 17 == 0 && *len <= BLOCK_LEN));
        assert_eq!(split(&lines.as_bytes()[..lines.len() - 1]).len(), blocks);
    }

    #[test]
    fn line_of_16_mib_is_held_and_longer_line_is_measured() {
        let line = |len: usize| [&vec![b'x'; len][..], b"\n"].concat();
        let max = MAX_LINE_LEN;
        assert_eq!(
            split(&[&line(max - 1)[..], b"b\n"].concat()).iter().map(|found| found.2).collect::<Vec<_>>(),
            [None; 2]
        );
        assert_eq!(split(&line(max)[..max]), [(0, max, None)]);
        let found = split(&[b"a\n", &line(max + 5)[..], b"b\n"].concat());
        assert_eq!(found, [(0, 2, None), (2, 0, Some((max as u64 + 6, true))), (max as u64 + 8, 2, None)]);
        let found = split(&line(3 * max)[..3 * max]);
        assert_eq!(found, [(0, 0, Some((3 * max as u64, false)))]);
    }
}
