//! How the documents of a path are read.

use serde::Deserialize;

/// How the documents of a path are read. Without a word of it, as is safe with an export from anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[non_exhaustive]
pub struct DataReading {
    /// Whether all ids are sorted, to find those that several documents of a table have. Those of neighbours are found in
    /// any case.
    pub duplicate_ids: bool,
    /// The most bytes that the documents of a zip may unpack to; 2 TiB, where absent.
    pub max_bytes: Option<u64>,
    /// The most times its packed length that a file of a zip may unpack to, beyond 64 MiB; 500, where absent.
    pub max_ratio: Option<u64>,
    /// The most entries that a zip may have, stored files included; ten millions, where absent.
    pub max_entries: Option<u64>,
    /// The folder for what is too large for memory; the system's own, where absent.
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
