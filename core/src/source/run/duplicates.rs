//! The documents that have the id of an earlier one, and the lines in which they start.

use std::io::{self, BufRead, BufReader, Read as _};

use super::Job;
use crate::compat::data::{DuplicateId, Position, TopN};
use crate::error::{Error, Result};
use crate::export::Container;
use crate::source::repeats::Repeats;

const BUFFER_LEN: usize = 64 << 10;

/// The documents of each table that have the id of an earlier one, once all ids are there.
///
/// # Errors
/// As [`Repeats::finish`]; those of reading a table again, with its file.
pub(super) fn find(repeats: Repeats, container: &dyn Container, jobs: &[Job<'_>]) -> Result<Vec<TopN<DuplicateId>>> {
    let mut found: Vec<TopN<DuplicateId>> = jobs.iter().map(|_| TopN::default()).collect();
    let at = |offset| Position { offset, line: None };
    repeats.finish(&mut |table, id, first, again| {
        let table = table as usize;
        if let (Some(kept), Some(job)) = (found.get_mut(table), jobs.get(table)) {
            let id = String::from_utf8_lossy(id).into_owned();
            kept.add(DuplicateId { id, first: at(first), again: at(again) }, job.checker.limits().samples);
        }
    })?;
    for (kept, job) in found.iter_mut().zip(jobs) {
        tell_lines(container, job, kept).map_err(|error| error.in_file(&job.file.name))?;
    }
    Ok(found)
}

/// Tells in which lines documents start. Whoever found them knew their offsets alone, so the file is read again, up to the
/// last of them; what can be read only once, or does not start with the first line, leaves them as they are.
fn tell_lines(container: &dyn Container, job: &Job<'_>, kept: &mut TopN<DuplicateId>) -> Result<()> {
    let places = kept.first.iter_mut().flat_map(|duplicate| [&mut duplicate.first, &mut duplicate.again]);
    let mut places: Vec<&mut Position> = places.collect();
    if places.is_empty() || job.file.start > 0 {
        return Ok(());
    }
    let Some(reader) = container.open_again(job.file)? else { return Ok(()) };
    let mut reader = BufReader::with_capacity(BUFFER_LEN, reader);
    places.sort_by_key(|place| place.offset);
    let (mut read, mut line) = (0, 1);
    for place in places {
        let feeds = feeds(&mut reader.by_ref().take(place.offset - read));
        line += feeds.map_err(|error| Error::io("the file can't be read", &error))?;
        read = place.offset;
        place.line = Some(line);
    }
    Ok(())
}

/// How many line feeds a stream has.
fn feeds(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut feeds = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            buffer => buffer?,
        };
        if buffer.is_empty() {
            return Ok(feeds);
        }
        feeds += memchr::memchr_iter(b'\n', buffer).count() as u64;
        let len = buffer.len();
        reader.consume(len);
    }
}
