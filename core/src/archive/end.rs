//! The end of a zip, which contains the position of the directory.
//!
//! There may be two such records. If they disagree, or leave room for a second directory, programs differ in which one
//! they read.

use std::io;

use rawzip::{ReaderAt, ZipArchive};

const LOCATOR: &[u8] = b"PK\x06\x07";
const RECORD: &[u8] = b"PK\x06\x06";
const LOCATOR_LEN: u64 = 20;

/// Checks if the directory ends exactly at the end record.
///
/// # Errors
/// Any error of reading the zip.
pub(super) fn fits<R: ReaderAt>(zip: &ZipArchive<R>) -> io::Result<bool> {
    let end = zip.eocd_offset();
    let locator: [u8; LOCATOR_LEN as usize] = match end.checked_sub(LOCATOR_LEN) {
        Some(start) => read(zip, start)?,
        None => [0; LOCATOR_LEN as usize],
    };
    if !locator.starts_with(LOCATOR) {
        let record: [u8; 22] = read(zip, end)?;
        return Ok(zip.directory_offset().checked_add(number(&record, 12, 4)) == Some(end));
    }
    let start = number(&locator, 8, 8);
    if start >= end {
        return Ok(false);
    }
    let record: [u8; 56] = read(zip, start)?;
    let fits = zip.directory_offset().checked_add(number(&record, 40, 8)) == Some(start);
    Ok(record.starts_with(RECORD) && fits)
}

fn read<R: ReaderAt, const N: usize>(zip: &ZipArchive<R>, at: u64) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    zip.get_ref().read_exact_at(&mut bytes, at)?;
    Ok(bytes)
}

/// Decodes a little-endian number of `len` bytes.
fn number(bytes: &[u8], at: usize, len: usize) -> u64 {
    let bytes = bytes.get(at..at + len).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
