//! Scheduled calls in files and on standard input.

use std::fs::File;
use std::io::{BufRead, BufReader};

use super::ScheduledCalls;
use crate::compat::ScheduledCall;
use crate::error::{Error, Result};

/// Opens a file of `_scheduled_functions` documents, or standard input (`-`).
///
/// # Errors
/// `NotFound`, `PermissionDenied` or `Io` where it can't be read.
pub fn open_scheduled(input: &str) -> Result<ScheduledCalls<Box<dyn BufRead>>> {
    if input == "-" {
        return Ok(ScheduledCalls::new(Box::new(BufReader::new(std::io::stdin())), "standard input"));
    }
    match File::open(input) {
        Ok(file) => Ok(ScheduledCalls::new(Box::new(BufReader::new(file)), input)),
        Err(error) => Err(Error::io("the scheduled calls can't be opened", &error).in_file(input)),
    }
}

/// Reads every call that has not finished from a file of `_scheduled_functions` documents, or standard input (`-`).
///
/// # Errors
/// As [`open_scheduled`]; `InvalidInput`, with the line, where a line is no such document.
pub fn read_scheduled(input: &str) -> Result<Vec<ScheduledCall>> {
    open_scheduled(input)?.unfinished()
}
