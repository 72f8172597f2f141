//! Metadata of stored files.

use serde::Deserialize;

use crate::embedded::store::damaged;
use crate::error::Result;

/// Metadata of a stored file, as far as its name in an export needs it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredFile {
    #[serde(rename = "_id")]
    pub(super) id: String,
    content_type: Option<String>,
}

impl StoredFile {
    /// Parses the metadata.
    pub(super) fn read(document: &str) -> Result<Self> {
        serde_json::from_str(document).map_err(|error| damaged(format_args!("a stored file: {error}")))
    }

    /// Guesses the extension of its name from its content type, so that the file opens easily.
    pub(super) fn extension(&self) -> String {
        let extension = self.content_type.as_deref().and_then(mime2ext::mime2ext);
        extension.map(|extension| format!(".{extension}")).unwrap_or_default()
    }
}
