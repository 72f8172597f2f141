//! The arguments about stored documents.

use std::path::PathBuf;

use clap::ValueHint;

use crate::cancel::Cancel;
use crate::cli::input::Input;
use crate::cli::size;
use crate::source::{ArchiveLimits, DataOptions};

/// Selects stored documents and limits how they are read.
#[derive(Debug, clap::Args)]
pub(super) struct DataArgs {
    /// Stored documents: an export (zip or folder), or one documents.jsonl. With --live also `live`, the default, or `none`
    #[arg(long, value_name = "EXPORT", value_hint = ValueHint::AnyPath, help_heading = "Evidence")]
    pub(super) data: Option<Input>,

    /// Table of the documents, if --data is a single documents.jsonl
    #[arg(long, value_name = "NAME", requires = "data", help_heading = "Evidence")]
    table: Option<String>,

    /// Finds duplicate ids anywhere in a table; sorts large tables on disk
    ///
    /// Without it, only duplicates on adjacent lines are found.
    #[arg(long, requires = "data", help_heading = "Evidence")]
    duplicate_ids: bool,

    /// Maximum unpacked size of a zip's documents [default: 2TiB]
    #[arg(long, value_name = "SIZE", value_parser = size::parse, requires = "data", help_heading = "Limits")]
    max_bytes: Option<u64>,

    /// Maximum compression ratio of a file in a zip, beyond 64MiB [default: 500]
    #[arg(long, value_name = "TIMES", requires = "data", help_heading = "Limits")]
    max_ratio: Option<u64>,

    /// Maximum number of entries in a zip, stored files included [default: 10000000]
    #[arg(long, value_name = "COUNT", requires = "data", help_heading = "Limits")]
    max_entries: Option<u64>,

    /// Folder for temporary files [default: TMPDIR, or the system's temporary folder]
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, requires = "data", help_heading = "Limits")]
    temp_dir: Option<PathBuf>,
}

/// Documents to check.
pub(super) enum Documents<'a> {
    /// Those of the deployment.
    Live,
    /// None.
    None,
    /// Those of an export.
    Export(&'a Input),
}

impl DataArgs {
    /// Returns the documents to check, with or without a live deployment.
    pub(super) fn documents(&self, is_live: bool) -> Documents<'_> {
        match &self.data {
            None if is_live => Documents::Live,
            None => Documents::None,
            Some(named) if is_live && named.as_str() == "live" => Documents::Live,
            Some(named) if is_live && named.as_str() == "none" => Documents::None,
            Some(export) => Documents::Export(export),
        }
    }

    /// Returns options for reading the documents; `cancel` stops the reading.
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
