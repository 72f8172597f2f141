//! Default exports in a file from which Convex does not read them.

use serde::{Deserialize, Serialize};

/// A kind of default export that Convex reads from one file only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UnreadExport {
    /// Crons, of `crons.ts`.
    Crons,
    /// A router, of `http.ts`.
    Http,
    /// A schema, of `schema.ts`.
    Schema,
}

impl UnreadExport {
    /// Returns the file from which Convex reads it.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Crons => "crons.ts",
            Self::Http => "http.ts",
            Self::Schema => "schema.ts",
        }
    }
}
