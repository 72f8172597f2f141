//! Lines of text from a stream, one at a time, each of bounded length.

use std::io::{BufRead, ErrorKind, Read};

use crate::error::{Error, Result};

/// Longest line that is read. A document has at most 1 MiB, and its JSON a few times that.
pub const MAX_LINE_LEN: usize = 16 << 20;

/// Reader of the lines of a stream that are not blank.
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u64,
}

/// A line and its number, from 1.
pub struct Line<'a> {
    /// Number, from 1.
    pub number: u64,
    /// Text, without the line break.
    pub text: &'a str,
}

impl<R: BufRead> Lines<R> {
    /// Reads lines from `reader`.
    pub fn new(reader: R) -> Self {
        Self { reader, buffer: Vec::new(), number: 0 }
    }

    /// Returns the next line that is not blank; `None` at the end.
    ///
    /// # Errors
    /// `InvalidInput`, with the line, if it is too long or not UTF-8, and if the stream is damaged; `Io` if it can't be
    /// read.
    pub fn next_line(&mut self) -> Result<Option<Line<'_>>> {
        loop {
            self.buffer.clear();
            self.number += 1;
            let len = Read::take(&mut self.reader, MAX_LINE_LEN as u64 + 1)
                .read_until(b'\n', &mut self.buffer)
                .map_err(|error| unreadable(&error).at_line(self.number))?;
            if len == 0 {
                return Ok(None);
            }
            if len > MAX_LINE_LEN {
                return Err(too_long().at_line(self.number));
            }
            if !self.buffer.trim_ascii().is_empty() {
                break;
            }
        }
        let number = self.number;
        let text = text_of(&self.buffer).map_err(|error| error.at_line(number))?;
        Ok(Some(Line { number, text }))
    }
}

pub(super) fn text_of(bytes: &[u8]) -> Result<&str> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::invalid_input(format!("expected UTF-8 text, found other bytes at offset {}", error.valid_up_to()))
    })?;
    if text.starts_with('\u{feff}') {
        return Err(Error::invalid_input("expected JSON, found a byte order mark")
            .help("save the file as UTF-8 without a byte order mark"));
    }
    Ok(text.trim_ascii())
}

pub(super) fn too_long() -> Error {
    let message = format!("a line is longer than {} MiB", MAX_LINE_LEN >> 20);
    Error::invalid_input(message).help("use JSON Lines: one document per line")
}

/// Converts a read error. Damage, such as a wrong checksum, is invalid input.
fn unreadable(error: &std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
            Error::invalid_input(format!("the file is damaged: {error}")).help("export or download it again")
        }
        _ => Error::io("cannot read the file", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, String)>> {
        let mut reader = bytes;
        let mut lines = Lines::new(&mut reader);
        let mut found = Vec::new();
        while let Some(line) = lines.next_line()? {
            found.push((line.number, line.text.to_owned()));
        }
        Ok(found)
    }

    #[test]
    fn blank_lines_are_skipped_and_counted() {
        let found = read(b"a\r\n\n  \t\nb").unwrap();
        assert_eq!(found, [(1, "a".to_owned()), (4, "b".to_owned())]);
    }

    #[test]
    fn line_of_16_mib_is_read_and_longer_line_is_refused() {
        let mut text = vec![b'x'; MAX_LINE_LEN];
        assert_eq!(read(&text).unwrap().len(), 1);
        text.splice(..0, *b"a\n").for_each(drop);
        text.push(b'x');
        let error = read(&text).unwrap_err();
        assert_eq!((error.info().location.line, error.kind()), (Some(2), crate::error::ErrorKind::InvalidInput));
    }

    #[test]
    fn invalid_utf8_is_error_with_line() {
        let error = read(b"a\n\xff").unwrap_err();
        assert_eq!(error.info().location.line, Some(2));
        assert!(read("\u{feff}{}".as_bytes()).unwrap_err().to_string().contains("byte order mark"));
        assert!(read("a\u{feff}".as_bytes()).is_ok());
    }
}
