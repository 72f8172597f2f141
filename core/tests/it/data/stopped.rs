//! A cancelled check stops at once, in any phase.

use std::io::{Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use convex_ops::source::{ArchiveLimits, DataOptions, DataSource, check_data, open_data, open_data_stream};
use convex_ops::{Cancel, ErrorKind};
use flate2::{Compression, FlushCompress};

use super::BTreeMap;
use super::export::Zip;
use crate::raw_zip::{Part, zip64};
use crate::support::SOON;

/// Endless documents, with the number of bytes read.
struct Endless(Arc<AtomicU64>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let line = b"{\"a\": 1.0}\n";
        let before = self.0.fetch_add(buffer.len() as u64, Ordering::Relaxed) as usize;
        buffer.iter_mut().enumerate().for_each(|(place, byte)| *byte = line[(before + place) % line.len()]);
        Ok(buffer.len())
    }
}

fn options(cancel: &Cancel) -> DataOptions {
    let archive = ArchiveLimits { ratio: u64::MAX, ..ArchiveLimits::default() };
    DataOptions { table: Some("t".to_owned()), cancel: cancel.clone(), archive, ..DataOptions::default() }
}

/// Cancels a check that would take hours after a few blocks. Returns the time until it stopped.
fn time_to_stop(data: &mut DataSource, cancel: &Cancel) -> Duration {
    let mut cancelled = None;
    let outcome = check_data(data, &BTreeMap::new(), &mut |progress| {
        if progress.bytes > 4 << 20 && cancelled.is_none() {
            cancelled = Some(Instant::now());
            cancel.cancel();
        }
        Ok(())
    });
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::Cancelled);
    cancelled.unwrap().elapsed()
}

/// Takes the best of several tries, since other tests load the machine.
fn best(time: impl Fn() -> Duration) {
    let took = (0..5).map(|_| time()).min().unwrap();
    assert!(took < SOON, "{took:?}");
}

#[test]
fn cancelled_stream_stops() {
    best(|| {
        let (cancel, read) = (Cancel::default(), Arc::new(AtomicU64::new(0)));
        let mut data = open_data_stream(Endless(read.clone()), "endless", &options(&cancel)).unwrap();
        let took = time_to_stop(&mut data, &cancel);
        assert!(read.load(Ordering::Relaxed) < 64 << 20);
        took
    });
}

/// A terabyte in some megabytes: one megabyte, compressed as repeatable bytes.
fn terabyte() -> Vec<u8> {
    let mut encoder = flate2::Compress::new(Compression::best(), false);
    let mut packed = Vec::with_capacity(1 << 20);
    let line = format!("{{\"a\": 1.0}}{}\n", " ".repeat((1 << 20) - 11));
    encoder.compress_vec(line.as_bytes(), &mut packed, FlushCompress::Full).unwrap();
    assert_eq!(encoder.total_in(), 1 << 20);
    let packed = packed.repeat(1 << 12);
    zip64(&[Part { len: 1 << 40, packed, ..Part::deflated("t/documents.jsonl", b"") }])
}

#[test]
fn cancelled_unpacking_stops() {
    let zip = Zip::new(&terabyte());
    best(|| {
        let cancel = Cancel::default();
        time_to_stop(&mut open_data(&zip.path(), &options(&cancel)).unwrap(), &cancel)
    });
}

/// Endless documents with unique IDs.
fn endless_ids() -> impl Read {
    let lines = (0_u64..).map(|id| Cursor::new(format!("{{\"_id\": \"k{id:030}\"}}\n")));
    struct Lines<I>(I, Cursor<String>);
    impl<I: Iterator<Item = Cursor<String>>> Read for Lines<I> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.1.position() == self.1.get_ref().len() as u64 {
                self.1 = self.0.next().unwrap();
            }
            self.1.read(buffer)
        }
    }
    Lines(lines, Cursor::default())
}

#[test]
fn cancelled_sorting_stops_and_leaves_no_files() {
    let folder = tempfile::tempdir().unwrap();
    best(|| {
        let cancel = Cancel::default();
        let temp_dir = Some(folder.path().to_owned());
        let options = DataOptions { duplicate_ids: true, temp_dir, ..options(&cancel) };
        let mut data = open_data_stream(endless_ids(), "endless", &options).unwrap();
        time_to_stop(&mut data, &cancel)
    });
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A stream that cancels the check while it is read.
struct Cancels(Cancel, Endless);

impl Read for Cancels {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.1.0.load(Ordering::Relaxed) > 10 << 20 {
            self.0.cancel();
        }
        self.1.read(buffer)
    }
}

#[test]
fn cancelled_zip_copy_stops_and_leaves_no_files() {
    let (cancel, read) = (Cancel::default(), Arc::new(AtomicU64::new(0)));
    let folder = tempfile::tempdir().unwrap();
    let options = DataOptions { temp_dir: Some(folder.path().to_owned()), ..options(&cancel) };
    let stream = Cursor::new(b"PK").chain(Cancels(cancel, Endless(read.clone())));
    assert_eq!(open_data_stream(stream, "zip", &options).unwrap_err().kind(), ErrorKind::Cancelled);
    assert!(read.load(Ordering::Relaxed) < 12 << 20);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn cancelled_check_does_not_start() {
    let cancel = Cancel::default();
    cancel.cancel();
    let zip = Zip::new(&zip64(&[Part::deflated("t/documents.jsonl", b"{}\n")]));
    assert_eq!(open_data(&zip.path(), &options(&cancel)).unwrap_err().kind(), ErrorKind::Cancelled);
    assert!(open_data(&zip.path(), &options(&Cancel::default())).is_ok());
}
