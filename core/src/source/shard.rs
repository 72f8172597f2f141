//! Shards: some lines of a table's file.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

use crate::archive::{Container, File};
use crate::compat::data::Blocks;
use crate::error::{Error, Result};

const BUFFER_LEN: usize = 64 << 10;

/// Some lines of one table: those that start within a byte range of its file. The range need not match line boundaries:
/// adjacent ranges together contain each line exactly once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shard {
    /// Path of the component; empty for the root.
    pub component: String,
    /// Name of the table.
    pub table: String,
    /// Start of the range.
    pub start: u64,
    /// End of the range, exclusive. Defaults to the end of the file.
    pub end: Option<u64>,
}

/// A table's stream, split into blocks.
pub(super) type Stream<'a> = Blocks<Box<dyn Read + Send + 'a>>;

/// Opens a whole file.
pub(super) fn open_all<'a>(container: &'a dyn Container, file: &File) -> Result<Stream<'a>> {
    Ok(Blocks::starting_at(file.start, container.open(file)?))
}

/// Opens the lines of a file that start within a byte range.
///
/// # Errors
/// As [`Container::open`].
pub(super) fn open<'a>(container: &'a dyn Container, file: &File, lines: &Range<u64>) -> Result<Stream<'a>> {
    let mut at = lines.start.max(file.start);
    // The byte before the range shows if a line starts at the range.
    let inside = at > file.start;
    at -= u64::from(inside);
    let reader = container.open_at(file, at - file.start)?;
    let mut reader = BufReader::with_capacity(BUFFER_LEN, reader);
    if inside {
        at += skip_line(&mut reader).map_err(|error| Error::io("cannot read the file", &error))?;
    }
    let left = lines.end.checked_sub(at).filter(|left| *left > 0);
    Ok(Blocks::starting_at(at, Box::new(Lines { reader, left })))
}

/// Skips the rest of a line and returns its length.
fn skip_line(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        let feed = memchr::memchr(b'\n', buffer);
        let len = feed.map_or(buffer.len(), |feed| feed + 1);
        reader.consume(len);
        skipped += len as u64;
        if feed.is_some() || len == 0 {
            return Ok(skipped);
        }
    }
}

/// Reads the lines that start within `left` bytes.
struct Lines<R> {
    reader: R,
    /// Remaining bytes of the range; `None` after the line with its last byte.
    left: Option<u64>,
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(left) = self.left else { return Ok(0) };
        let len = self.reader.read(buffer)?;
        let last = usize::try_from(left - 1).unwrap_or(usize::MAX);
        let feed = buffer.get(last..len).and_then(|rest| memchr::memchr(b'\n', rest));
        // Keeps the last byte of the range until its line ends.
        self.left = feed.is_none().then(|| left.saturating_sub(len as u64).max(1));
        Ok(feed.map_or(len, |feed| last + feed + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::data::Block;

    struct Text(&'static str);

    impl Container for Text {
        fn open<'a>(&'a self, _: &File) -> Result<Box<dyn Read + Send + 'a>> {
            Ok(Box::new(self.0.as_bytes()))
        }
    }

    fn lines(text: &'static str, range: Range<u64>) -> (u64, String) {
        let container = Text(text);
        let file = File { name: "t".to_owned(), index: 0, start: 0, bytes: None };
        let mut blocks = open(&container, &file, &range).unwrap();
        let (start, mut block, mut found) = (blocks.bytes(), Block::default(), String::new());
        while blocks.next(&mut block, &mut || {}).unwrap() {
            found.push_str(std::str::from_utf8(block.lines()).unwrap());
        }
        assert_eq!(blocks.bytes(), start + found.len() as u64);
        (start, found)
    }

    #[test]
    fn adjacent_ranges_cover_each_line_once() {
        for text in ["", "a", "\n", "one\ntwo\n\nthree", "one\ntwo\n\nthree\n"] {
            let len = text.len() as u64;
            for (one, two) in (0..=len).flat_map(|one| (one..=len).map(move |two| (one, two))) {
                let parts = [0..one, one..two, two..u64::MAX].map(|range| lines(text, range));
                let mut end = 0;
                for (start, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
                    assert_eq!(*start, end, "{text:?} at {one} and {two}");
                    end += lines.len() as u64;
                }
                assert_eq!(parts.map(|(_, lines)| lines).concat(), text, "{text:?} at {one} and {two}");
            }
        }
    }

    #[test]
    fn range_contains_lines_that_start_in_it() {
        let text = "one\ntwo\nthree\n";
        assert_eq!(lines(text, 0..1), (0, "one\n".to_owned()));
        assert_eq!(lines(text, 0..4), (0, "one\n".to_owned()));
        assert_eq!(lines(text, 0..5), (0, "one\ntwo\n".to_owned()));
        assert_eq!(lines(text, 1..5), (4, "two\n".to_owned()));
        assert_eq!(lines(text, 4..5), (4, "two\n".to_owned()));
        assert_eq!(lines(text, 5..6), (8, String::new()));
        assert_eq!(lines(text, 9..99), (14, String::new()));
        assert_eq!(lines(text, 99..100).1, "");
    }
}
