//! Result of moving documents.

use serde::{Deserialize, Serialize};

/// Result of an import, a copy or a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Copied {
    /// Number of documents.
    pub documents: u64,
}
