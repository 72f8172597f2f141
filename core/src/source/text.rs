//! Reads text from files and standard input.

use std::fs::File;
use std::io::Read as _;

use crate::error::{Error, ErrorKind, Result};

/// Maximum length of a text. The largest are artifacts: Convex limits a push to 200 MB.
const MAX_LEN: u64 = 512 << 20;

/// Reads the whole text of a file, or of standard input (`-`).
pub(crate) fn read_text(input: &str) -> Result<String> {
    let name = if input == "-" { "standard input" } else { input };
    read(input).map_err(|error| error.in_file(name))
}

fn read(input: &str) -> Result<String> {
    let mut bytes = Vec::new();
    // One byte more shows that the file is too long.
    let read = if input == "-" {
        std::io::stdin().lock().take(MAX_LEN + 1).read_to_end(&mut bytes)
    } else {
        File::open(input).and_then(|file| file.take(MAX_LEN + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| Error::io("cannot read the file", &error))?;
    if bytes.len() as u64 > MAX_LEN {
        let message = format!("the file has more than {} MiB", MAX_LEN >> 20);
        return Err(Error::new(ErrorKind::LimitExceeded, message).help("check that it is the file you meant"));
    }
    let text = String::from_utf8(bytes).map_err(|error| utf8_error(&error))?;
    // Editors on Windows add a byte order mark, which JSON does not allow.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn utf8_error(error: &std::string::FromUtf8Error) -> Error {
    let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    let line = valid.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    Error::invalid_input("invalid UTF-8").at_line(line)
}
