//! Documents that can be read only once, such as standard input and pipes.

use std::io::{BufRead, BufReader, Cursor, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::archive::{Container, File, first_line};
use crate::cancel::Cancel;
use crate::error::{Error, ErrorKind, Result};

/// A stream of documents.
pub(super) struct Stream {
    state: Mutex<State>,
    cancel: Cancel,
}

struct State {
    /// The start of the stream up to the first line that is not blank, which is inspected before the rest.
    head: Vec<u8>,
    rest: Option<BufReader<Box<dyn Read + Send>>>,
}

impl Stream {
    pub(super) fn new(reader: Box<dyn Read + Send>, cancel: &Cancel) -> Self {
        let state = State { head: Vec::new(), rest: Some(BufReader::new(reader)) };
        Self { state: Mutex::new(state), cancel: cancel.clone() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Container for Stream {
    fn open<'a>(&'a self, _: &File) -> Result<Box<dyn Read + Send + 'a>> {
        let mut state = self.state();
        let Some(rest) = state.rest.take() else {
            return Err(Error::new(ErrorKind::Internal, "a stream was read twice"));
        };
        let whole = Cursor::new(std::mem::take(&mut state.head)).chain(rest);
        Ok(Box::new(Cancellable { reader: whole, cancel: self.cancel.clone() }))
    }

    fn open_again<'a>(&'a self, _: &File) -> Result<Option<Box<dyn Read + Send + 'a>>> {
        Ok(None)
    }

    fn first_line(&self, file: &File) -> Result<Option<String>> {
        let mut state = self.state();
        let State { head, rest: Some(rest) } = &mut *state else { return Ok(None) };
        first_line(Copy { from: rest, to: head }).map_err(|error| error.in_file(&file.name))
    }
}

/// A stream with cancellation.
struct Cancellable<R> {
    reader: R,
    cancel: Cancel,
}

impl<R: Read> Read for Cancellable<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.cancel.check()?;
        self.reader.read(buffer)
    }
}

/// Copies everything read from `from` to `to`.
struct Copy<'a> {
    from: &'a mut BufReader<Box<dyn Read + Send>>,
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
