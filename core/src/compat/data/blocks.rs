//! Cutting a stream into runs of whole lines.

use std::io::{ErrorKind, Read};

use super::lines::MAX_LINE_LEN;
use crate::error::{Error, Result};

/// How much is read at once: little enough to stay in a core's cache while it is checked.
const BLOCK_LEN: usize = 1 << 20;

/// A run of whole lines of a table's file; the last line of the file may lack its line feed.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The lines; empty where there is one that is too long to be held.
    pub(super) lines: Vec<u8>,
    /// Where they start in the file.
    pub(super) start: u64,
    /// How long the line is that is too long, with its line feed, and whether it has one.
    pub(super) too_long: Option<(u64, bool)>,
}

impl Block {
    /// How many bytes of the file it stands for.
    pub(crate) fn bytes(&self) -> u64 {
        self.too_long.map_or(self.lines.len() as u64, |(len, _)| len)
    }
}

/// Cuts a stream into runs of whole lines.
pub(crate) struct Blocks<R> {
    reader: R,
    /// The start of a line that the last block did not hold whole.
    rest: Vec<u8>,
    bytes: u64,
}

impl<R: Read> Blocks<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self { reader, rest: Vec::new(), bytes: 0 }
    }

    /// How many bytes the blocks so far have held.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the next block into one that is done with; answers whether there was one. `grow` is called before a line
    /// is read that takes more memory than a block.
    ///
    /// # Errors
    /// `InvalidInput` where the stream is damaged; `Io` where it can't be read.
    pub(crate) fn next(&mut self, block: &mut Block, grow: &mut dyn FnMut()) -> Result<bool> {
        block.start = self.bytes;
        block.too_long = None;
        block.lines.clear();
        block.lines.shrink_to(BLOCK_LEN);
        std::mem::swap(&mut block.lines, &mut self.rest);
        let mut searched = 0;
        let mut ended = false;
        while !ended {
            ended = !self.fill(&mut block.lines)?;
            let fresh = block.lines.get(searched..).unwrap_or_default();
            if let Some(feed) = memchr::memrchr(b'\n', fresh).filter(|_| !ended) {
                let end = searched + feed + 1;
                self.rest.clear();
                self.rest.extend_from_slice(block.lines.get(end..).unwrap_or_default());
                block.lines.truncate(end);
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

    /// Reads on, at most up to a block or to what a line may take; answers whether there may be more.
    fn fill(&mut self, lines: &mut Vec<u8>) -> Result<bool> {
        let wanted = if lines.len() < BLOCK_LEN { BLOCK_LEN } else { lines.len() + BLOCK_LEN }.min(MAX_LINE_LEN + 1);
        let wanted = wanted - lines.len();
        lines.reserve_exact(wanted);
        let len =
            self.reader.by_ref().take(wanted as u64).read_to_end(lines).map_err(|error| self.unreadable(&error))?;
        Ok(len == wanted)
    }

    /// Reads a line to its end without holding it.
    fn skip_line(&mut self, block: &mut Block) -> Result<()> {
        let mut len = block.lines.len() as u64;
        loop {
            block.lines.clear();
            block.lines.shrink_to(BLOCK_LEN);
            let more = self.fill(&mut block.lines)?;
            let feed = memchr::memchr(b'\n', &block.lines);
            len += feed.map_or(block.lines.len(), |feed| feed + 1) as u64;
            if feed.is_some() || !more {
                self.rest = block.lines.split_off(feed.map_or(block.lines.len(), |feed| feed + 1));
                block.lines.clear();
                block.too_long = Some((len, feed.is_some()));
                self.bytes += len;
                return Ok(());
            }
        }
    }

    /// Damage, such as a wrong checksum, is the input's fault; the rest is not.
    fn unreadable(&self, error: &std::io::Error) -> Error {
        let own = error.get_ref().is_some_and(|inner| inner.is::<Error>());
        match error.kind() {
            ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof if !own => {
                let message = format!("the file is damaged after {} bytes: {error}", self.bytes);
                Error::invalid_input(message).help("export or download it again")
            }
            _ => Error::io("the file can't be read", error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in pieces of any size.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = self.1.min(buffer.len()).min(self.0.len());
            buffer[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    /// Where a block starts, how long its lines are, and what is known of one that is too long.
    type Cut = (u64, usize, Option<(u64, bool)>);

    fn cut(bytes: &[u8]) -> Vec<Cut> {
        let mut blocks = Blocks::new(Pieces(bytes, 77_777));
        let (mut block, mut found, mut end) = (Block::default(), Vec::new(), 0);
        while blocks.next(&mut block, &mut || {}).unwrap() {
            assert_eq!(block.start, end);
            end += block.lines.len() as u64 + block.too_long.map_or(0, |(len, _)| len);
            if block.too_long.is_none() {
                assert_eq!(block.lines, bytes[block.start as usize..end as usize]);
                assert!(block.lines.ends_with(b"\n") || end == bytes.len() as u64);
            }
            found.push((block.start, block.lines.len(), block.too_long));
        }
        assert_eq!((end, blocks.bytes()), (bytes.len() as u64, end));
        found
    }

    #[test]
    fn blocks_hold_whole_lines() {
        assert_eq!(cut(b""), []);
        assert_eq!(cut(b"\n"), [(0, 1, None)]);
        assert_eq!(cut(b"a"), [(0, 1, None)]);
        let lines = "0123456789abcdef\n".repeat(200_000);
        let found = cut(lines.as_bytes());
        assert!(found.len() == 4 && found.iter().all(|(_, len, _)| len % 17 == 0 && *len <= BLOCK_LEN));
        assert_eq!(cut(&lines.as_bytes()[..lines.len() - 1]).len(), 4);
    }

    #[test]
    fn a_line_of_sixteen_mebibytes_is_held_and_a_longer_one_is_measured() {
        let line = |len: usize| [&vec![b'x'; len][..], b"\n"].concat();
        let max = MAX_LINE_LEN;
        assert_eq!(
            cut(&[&line(max - 1)[..], b"b\n"].concat()).iter().map(|found| found.2).collect::<Vec<_>>(),
            [None; 2]
        );
        assert_eq!(cut(&line(max)[..max]), [(0, max, None)]);
        let found = cut(&[b"a\n", &line(max + 5)[..], b"b\n"].concat());
        assert_eq!(found, [(0, 2, None), (2, 0, Some((max as u64 + 6, true))), (max as u64 + 8, 2, None)]);
        let found = cut(&line(3 * max)[..3 * max]);
        assert_eq!(found, [(0, 0, Some((3 * max as u64, false)))]);
    }
}
