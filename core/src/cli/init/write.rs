//! Writes the files.

use std::path::Path;

use crate::cli::output;
use crate::error::{Error, Result};

/// Writes all files, or none if one exists and is not to be replaced. A file with the same text is kept.
pub(super) fn write_all(folder: &Path, files: &[(&str, String)], replace: bool) -> Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        let is_other = path.exists() && std::fs::read_to_string(&path).ok().as_ref() != Some(text);
        if is_other && !replace {
            return Err(Error::invalid_input("cannot write the file: it exists already")
                .in_file(path.display().to_string())
                .help("move it away, or replace it with `--force`"));
        }
    }
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .map_err(|error| Error::io("cannot create the folder", &error).in_file(parent.display().to_string()))?;
        output::save(&path, text)?;
    }
    Ok(())
}
