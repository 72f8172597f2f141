//! Documents with duplicate ids, and their line numbers.

use std::io::{self, BufRead, BufReader, Read as _};

use super::Job;
use crate::archive::Container;
use crate::compat::data::{DuplicateId, Position, TopN};
use crate::error::{Error, Result};
use crate::source::duplicate_ids::DuplicateFinder;

const BUFFER_LEN: usize = 64 << 10;

/// Returns the documents of each table with the id of an earlier one, after all ids were added.
///
/// # Errors
/// As [`DuplicateFinder::finish`]; any error of reading a table again, with its file.
pub(super) fn find(
    finder: DuplicateFinder,
    container: &dyn Container,
    jobs: &[Job<'_>],
) -> Result<Vec<TopN<DuplicateId>>> {
    let mut found: Vec<TopN<DuplicateId>> = jobs.iter().map(|_| TopN::default()).collect();
    let at = |offset| Position { offset, line: None };
    finder.finish(&mut |table, id, first, again| {
        let table = table as usize;
        if let (Some(kept), Some(job)) = (found.get_mut(table), jobs.get(table)) {
            let id = String::from_utf8_lossy(id).into_owned();
            kept.add(DuplicateId { id, first: at(first), again: at(again) }, job.checker.limits().samples);
        }
    })?;
    for (kept, job) in found.iter_mut().zip(jobs) {
        add_lines(container, job, kept).map_err(|error| error.in_file(&job.file.name))?;
    }
    Ok(found)
}

/// Adds line numbers. Only offsets are known, so the file is read again up to the last of them. Streams, and shards that
/// do not start at the first line, get none.
fn add_lines(container: &dyn Container, job: &Job<'_>, kept: &mut TopN<DuplicateId>) -> Result<()> {
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
        let feeds = count_feeds(&mut reader.by_ref().take(place.offset - read));
        line += feeds.map_err(|error| Error::io("cannot read the file", &error))?;
        read = place.offset;
        place.line = Some(line);
    }
    Ok(())
}

/// Counts the line feeds of a stream.
fn count_feeds(reader: &mut impl BufRead) -> io::Result<u64> {
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
