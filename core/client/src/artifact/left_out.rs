//! Files that are not pushed.

use serde::{Deserialize, Serialize};

/// A file of the functions folder that Convex's command leaves out of a push.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LeftOutFile {
    /// Path relative to the functions folder, with its extension.
    pub file: String,
    /// The reason, after "because".
    pub reason: String,
}
