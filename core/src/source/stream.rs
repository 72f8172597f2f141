//! Documents that can be read only once: standard input, pipes.

use std::io::{BufRead, BufReader, Read};

use super::files::{Container, File};
use crate::compat::data::Lines;
use crate::error::{Error, ErrorKind, Result};

/// A stream of documents.
pub(super) struct Stream {
    /// The start of the stream up to the first line that is not blank, which is looked at before the rest is read.
    head: Vec<u8>,
    rest: Option<Box<dyn BufRead>>,
}

impl Stream {
    pub(super) fn new(reader: Box<dyn Read>) -> Self {
        Self { head: Vec::new(), rest: Some(Box::new(BufReader::new(reader))) }
    }
}

impl Container for Stream {
    fn open<'a>(&'a mut self, _: &File) -> Result<Box<dyn BufRead + 'a>> {
        let Some(rest) = self.rest.take() else {
            return Err(Error::new(ErrorKind::Internal, "a stream was read twice"));
        };
        Ok(Box::new(self.head.as_slice().chain(rest)))
    }

    fn first_line(&mut self, file: &File) -> Result<Option<String>> {
        let Some(rest) = self.rest.as_mut() else { return Ok(None) };
        let mut copy = Copy { from: rest, to: &mut self.head };
        let line = Lines::new(&mut copy).next().map(|line| line.map(|line| line.text.to_owned()));
        line.map_err(|error| error.in_file(&file.name))
    }
}

/// Keeps what is read.
struct Copy<'a> {
    from: &'a mut Box<dyn BufRead>,
    to: &'a mut Vec<u8>,
}

impl Read for Copy<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let len = self.from.read(buffer)?;
        self.to.extend_from_slice(buffer.get(..len).unwrap_or_default());
        Ok(len)
    }
}

impl BufRead for Copy<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.from.fill_buf()
    }

    fn consume(&mut self, len: usize) {
        let read = self.from.fill_buf().ok().and_then(|buffer| buffer.get(..len));
        self.to.extend_from_slice(read.unwrap_or_default());
        self.from.consume(len);
    }
}
