//! Location of a store.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Location of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum Place {
    /// In memory, lost when the process exits.
    Memory,
    /// In a file.
    File(PathBuf),
}

impl Place {
    /// Parses `embedded:` and `embedded:PATH`.
    pub(in crate::embedded) fn parse(text: &str) -> Result<Self> {
        match text.strip_prefix("embedded:") {
            Some("") => Ok(Self::Memory),
            Some(path) => Ok(Self::File(Path::new(path).to_path_buf())),
            None => Err(Error::invalid_input(format!("invalid location `{text}`"))
                .help("use `embedded:` for a platform in memory, or `embedded:PATH` for one in a file")),
        }
    }
}
