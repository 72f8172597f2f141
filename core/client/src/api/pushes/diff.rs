//! Changes made by a push.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::IndexDiff;

/// Changes made by a push.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FinishedPush {
    /// Changes of the authentication providers.
    pub auth_diff: AuthDiff,
    /// Changes of definitions by path.
    pub definition_diffs: BTreeMap<String, Value>,
    /// Changes of components by path. The empty path is the app.
    pub component_diffs: BTreeMap<String, ComponentDiff>,
}

/// Changes of the authentication providers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AuthDiff {
    /// New providers, as JSON.
    pub added: Vec<String>,
    /// Removed providers, as JSON.
    pub removed: Vec<String>,
}

/// Changes of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ComponentDiff {
    /// Change of the component itself.
    pub diff_type: DiffType,
    /// Changes of its modules.
    pub module_diff: ModuleDiff,
    /// Change of the version of the `convex` npm package, if any.
    pub udf_config_diff: Option<ServerVersionDiff>,
    /// Changes of its crons.
    pub cron_diff: CronDiff,
    /// Changes of its indexes.
    pub index_diff: IndexDiff,
    /// Change of its schema, if any.
    pub schema_diff: Option<SchemaDiff>,
}

/// Change of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum DiffType {
    /// Mounted for the first time.
    Create,
    /// Still mounted.
    Modify,
    /// Unmounted.
    Unmount,
    /// Mounted again.
    Remount,
}

/// Changes of a component's modules. Modified modules are in neither list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ModuleDiff {
    /// Paths of new modules.
    pub added: Vec<String>,
    /// Paths of removed modules.
    pub removed: Vec<String>,
}

/// Versions of the `convex` npm package. Convex writes these names with underscores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ServerVersionDiff {
    /// Before the push.
    pub previous_version: String,
    /// After the push.
    pub next_version: String,
}

/// Changes of a component's crons, by identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CronDiff {
    /// New crons.
    pub added: Vec<String>,
    /// Changed crons.
    pub updated: Vec<String>,
    /// Removed crons.
    pub deleted: Vec<String>,
}

/// Schemas of a component, as JSON. Convex writes these names with underscores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, convex_ops_derive::Response)]
#[cfg_attr(feature = "typegen", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SchemaDiff {
    /// Before the push.
    pub previous_schema: Option<String>,
    /// After the push.
    pub next_schema: Option<String>,
}
