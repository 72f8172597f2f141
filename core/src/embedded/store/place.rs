//! Where a store is.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Where a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Place {
    /// In memory, gone with the process.
    Memory,
    /// In a file.
    File(PathBuf),
}

impl Place {
    /// Reads `embedded:` and `embedded:PATH`.
    pub(in crate::embedded) fn parse(text: &str) -> Result<Self> {
        match text.strip_prefix("embedded:") {
            Some("") => Ok(Self::Memory),
            Some(path) => Ok(Self::File(Path::new(path).to_path_buf())),
            None => Err(Error::invalid_input(format!("`{text}` names no embedded platform"))
                .help("write `embedded:` for one in memory, or `embedded:PATH` for one in a file")),
        }
    }
}
