//! What is known of a stored file.

use serde::Deserialize;

use crate::embedded::store::damaged;
use crate::error::Result;

/// What is known of a stored file, as far as its name in an export takes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredFile {
    #[serde(rename = "_id")]
    pub(super) id: String,
    content_type: Option<String>,
}

impl StoredFile {
    /// Reads what is kept of it.
    pub(super) fn read(document: &str) -> Result<Self> {
        serde_json::from_str(document).map_err(|error| damaged(format_args!("a stored file: {error}")))
    }

    /// The ending of its name, which is guessed: so people can look at it.
    pub(super) fn extension(&self) -> String {
        let extension = self.content_type.as_deref().and_then(mime2ext::mime2ext);
        extension.map(|extension| format!(".{extension}")).unwrap_or_default()
    }
}
