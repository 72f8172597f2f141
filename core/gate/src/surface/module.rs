//! Modules of a component: those that cannot be read, and files that are no modules.

use serde::Deserialize;

use super::SourceLocation;

/// A problem with a module: its code cannot be evaluated here, or Convex refuses it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    expecting = "a problem of a module: an object with `module` and `message`"
)]
pub struct ModuleProblem {
    /// Path of the module: `dir/file.js`, `schema.js`, `auth.config.js`, `convex.config.js`.
    pub module: String,
    /// Description, in one sentence, without a final period.
    pub message: String,
    /// True if Convex refuses the push because of it; false if that is unknown.
    #[serde(default, rename = "refused")]
    pub is_refused: bool,
    /// Its place in the sources.
    #[serde(default)]
    pub location: Option<SourceLocation>,
}

/// A file of the functions folder that Convex's command leaves out of a push.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    expecting = "a file that is left out: an object with `file` and `reason`"
)]
pub struct LeftOut {
    /// Path relative to the functions folder, with its extension: `dir/my file.ts`.
    pub file: String,
    /// The reason, after "because".
    pub reason: String,
}

impl LeftOut {
    /// Returns the path that the module would have.
    #[must_use]
    pub fn module(&self) -> String {
        let end = self.file.rfind('.').filter(|dot| self.file.rfind('/').is_none_or(|slash| slash < *dot));
        format!("{}.js", self.file.get(..end.unwrap_or(self.file.len())).unwrap_or(&self.file))
    }
}
