//! What the modules of an app say of themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Definition, ModuleAnalysis, Problem};

/// What the modules of an app say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// Every component, by the path of its definition; the app's own is empty.
    pub components: BTreeMap<String, ComponentAnalysis>,
    /// Who may sign users in, as `auth.config` lists them; absent where it names somebody by an environment variable
    /// that is not set.
    pub auth_providers: Option<Vec<serde_json::Value>>,
    /// What could not be evaluated. The app cannot be pushed, and has no surface.
    pub problems: Vec<Problem>,
    /// What was evaluated differently than Convex does, and may therefore be wrong.
    pub notes: Vec<String>,
}

/// What the modules of one component say, in the form of Convex's own answer to a push.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentAnalysis {
    /// What `convex.config` says; absent where an app has none.
    pub definition: Option<Definition>,
    /// What `schema.export()` gives.
    pub schema: Option<serde_json::Value>,
    /// Each module by its path: `dir/file.js`.
    pub functions: BTreeMap<String, ModuleAnalysis>,
}
