//! The choice of a backup.

use crate::error::{Error, Result};
use crate::model::CloudBackupId;

/// A backup: its ID, or the newest that is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Latest,
    Id(CloudBackupId),
}

pub(super) fn which(text: &str) -> Result<Which> {
    if text == "latest" {
        return Ok(Which::Latest);
    }
    serde_json::from_str(text).map(Which::Id).map_err(|_| {
        Error::invalid_input(format!("invalid backup `{}`", text.escape_debug()))
            .help("use a number of `convex-ops backups list`, or `latest`")
    })
}
