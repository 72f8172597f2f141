//! Scheduled calls in files and on standard input.

use std::fs::File;
use std::io::{BufRead, BufReader};

use super::ScheduledCalls;
use crate::compat::ScheduledCall;
use crate::error::{Error, Result};

/// Opens a file of `_scheduled_functions` documents, or standard input (`-`).
///
/// # Errors
/// `NotFound`, `PermissionDenied` or `Io` if it cannot be read.
pub fn open_scheduled(input: &str) -> Result<ScheduledCalls<Box<dyn BufRead>>> {
    if input == "-" {
        return Ok(ScheduledCalls::new(Box::new(BufReader::new(std::io::stdin())), "standard input"));
    }
    match File::open(input) {
        Ok(file) => Ok(ScheduledCalls::new(Box::new(BufReader::new(file)), input)),
        Err(error) => Err(Error::io("cannot open the scheduled calls", &error).in_file(input)),
    }
}

/// Reads all calls that have not finished from a file of `_scheduled_functions` documents, or standard input (`-`).
///
/// # Errors
/// As [`open_scheduled`]; `InvalidInput`, with the line, if a line is not such a document.
pub fn read_scheduled(input: &str) -> Result<Vec<ScheduledCall>> {
    open_scheduled(input)?.unfinished()
}
