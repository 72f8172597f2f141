//! Which documents are read, and how.

use std::path::PathBuf;

use clap::ValueHint;

use crate::cancel::Cancel;
use crate::cli::input::Input;
use crate::cli::size;
use crate::source::{ArchiveLimits, DataOptions};

/// The arguments about stored documents.
#[derive(Debug, clap::Args)]
pub(super) struct DataArgs {
    /// The stored documents: an export (zip or folder), or one documents.jsonl
    #[arg(long, value_name = "EXPORT", value_hint = ValueHint::AnyPath, help_heading = "Evidence")]
    pub(super) data: Option<Input>,

    /// The table of the documents, where --data is documents alone
    #[arg(long, value_name = "NAME", requires = "data", help_heading = "Evidence")]
    table: Option<String>,

    /// Finds ids that several documents of a table have, wherever these stand; sorts on disk where they are many
    ///
    /// Without it, those of neighbours are found.
    #[arg(long, requires = "data", help_heading = "Evidence")]
    duplicate_ids: bool,

    /// The most bytes that the documents of a zip may unpack to [default: 2TiB]
    #[arg(long, value_name = "SIZE", value_parser = size::parse, requires = "data", help_heading = "Limits")]
    max_bytes: Option<u64>,

    /// The most times its packed length that a file of a zip may unpack to, beyond 64MiB [default: 500]
    #[arg(long, value_name = "TIMES", requires = "data", help_heading = "Limits")]
    max_ratio: Option<u64>,

    /// The most entries that a zip may have, stored files included [default: 10000000]
    #[arg(long, value_name = "COUNT", requires = "data", help_heading = "Limits")]
    max_entries: Option<u64>,

    /// The folder for what is too large for memory [default: TMPDIR, or the system's own]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, requires = "data", help_heading = "Limits")]
    temp_dir: Option<PathBuf>,
}

impl DataArgs {
    /// How the documents are to be read, until `cancel` stops it.
    pub(super) fn options(&self, cancel: &Cancel) -> DataOptions {
        let default = ArchiveLimits::default();
        let archive = ArchiveLimits {
            entries: self.max_entries.unwrap_or(default.entries),
            bytes: self.max_bytes.unwrap_or(default.bytes),
            ratio: self.max_ratio.unwrap_or(default.ratio),
        };
        let (table, temp_dir) = (self.table.clone(), self.temp_dir.clone());
        let duplicate_ids = self.duplicate_ids;
        DataOptions { table, temp_dir, archive, duplicate_ids, cancel: cancel.clone(), ..DataOptions::default() }
    }
}
