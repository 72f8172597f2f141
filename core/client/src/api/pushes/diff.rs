//! What a push changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::IndexDiff;

/// What a push changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FinishedPush {
    /// Who may sign users in.
    pub auth_diff: AuthDiff,
    /// The definitions, by their paths.
    pub definition_diffs: BTreeMap<String, Value>,
    /// The components, by their paths; the app's own is empty.
    pub component_diffs: BTreeMap<String, ComponentDiff>,
}

/// Who may sign users in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct AuthDiff {
    /// Providers that are new, as JSON.
    pub added: Vec<String>,
    /// Providers that are gone, as JSON.
    pub removed: Vec<String>,
}

/// What changed in a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ComponentDiff {
    /// What became of the component.
    pub diff_type: DiffType,
    /// Its modules.
    pub module_diff: ModuleDiff,
    /// The version of the npm package that made the bundle, where it is another.
    pub udf_config_diff: Option<ServerVersionDiff>,
    /// Its crons.
    pub cron_diff: CronDiff,
    /// Its indexes.
    pub index_diff: IndexDiff,
    /// Its schema, where it is another.
    pub schema_diff: Option<SchemaDiff>,
}

/// What became of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum DiffType {
    /// It was mounted.
    Create,
    /// It was there, and still is.
    Modify,
    /// It is mounted no more.
    Unmount,
    /// It is mounted again.
    Remount,
}

/// The modules of a component. One that changed is in neither list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct ModuleDiff {
    /// Paths of modules that are new.
    pub added: Vec<String>,
    /// Paths of modules that are gone.
    pub removed: Vec<String>,
}

/// The versions of the npm package that made the bundles. Convex writes these names with underscores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct ServerVersionDiff {
    /// Before.
    pub previous_version: String,
    /// From now on.
    pub next_version: String,
}

/// The crons of a component, by their identifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct CronDiff {
    /// Those that are new.
    pub added: Vec<String>,
    /// Those that changed.
    pub updated: Vec<String>,
    /// Those that are gone.
    pub deleted: Vec<String>,
}

/// The schemas of a component, as JSON. Convex writes these names with underscores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
pub struct SchemaDiff {
    /// Before.
    pub previous_schema: Option<String>,
    /// From now on.
    pub next_schema: Option<String>,
}
