//! Options for reading documents from a path.

use serde::Deserialize;

/// Options for reading documents from a path. The defaults are safe for exports from untrusted sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct DataReading {
    /// Finds duplicate ids anywhere in a table, by sorting them. Duplicates on adjacent lines are always found.
    pub duplicate_ids: bool,
    /// Maximum unpacked size of a zip's documents in bytes. Defaults to 2 TiB.
    pub max_bytes: Option<u64>,
    /// Maximum compression ratio of a file in a zip, beyond 64 MiB. Defaults to 500.
    pub max_ratio: Option<u64>,
    /// Maximum number of entries in a zip, stored files included. Defaults to ten million.
    pub max_entries: Option<u64>,
    /// Folder for temporary files. Defaults to the system's temporary folder.
    pub temp_dir: Option<String>,
}

#[cfg(feature = "source")]
impl DataReading {
    pub(super) fn options(&self, cancel: &crate::cancel::Cancel) -> crate::source::DataOptions {
        let default = crate::source::ArchiveLimits::default();
        crate::source::DataOptions {
            archive: crate::source::ArchiveLimits {
                bytes: self.max_bytes.unwrap_or(default.bytes),
                ratio: self.max_ratio.unwrap_or(default.ratio),
                entries: self.max_entries.unwrap_or(default.entries),
            },
            duplicate_ids: self.duplicate_ids,
            temp_dir: self.temp_dir.as_ref().map(Into::into),
            cancel: cancel.clone(),
            ..crate::source::DataOptions::default()
        }
    }
}
