//! The result of an evaluation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AuthProblem, Definition, EvaluationProblem, ModuleAnalysis};
use crate::artifact::LeftOutFile;
use crate::surface::Locations;

/// The result of evaluating an app.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// The components, by the path of their definition; empty for the app.
    pub components: BTreeMap<String, ComponentAnalysis>,
    /// The auth providers of `auth.config`; absent if Convex refuses it.
    pub auth_providers: Option<Vec<serde_json::Value>>,
    /// Reason why Convex refuses `auth.config`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_problem: Option<AuthProblem>,
    /// Modules that could not be evaluated, or that Convex refuses. If any, the app cannot be pushed.
    pub problems: Vec<EvaluationProblem>,
    /// Differences from Convex's evaluation that may affect the result.
    pub notes: Vec<String>,
    /// Files that Convex's command leaves out, as far as the artifact lists them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOutFile>,
    /// Places of the parts of each component in the sources, if [`locate`](Self::locate) found them.
    #[serde(skip)]
    pub locations: BTreeMap<String, Locations>,
}

/// The result of a component, in the form of Convex's answer to a push.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentAnalysis {
    /// The result of `convex.config`; absent if an app has none.
    pub definition: Option<Definition>,
    /// The result of `schema.export()`.
    pub schema: Option<serde_json::Value>,
    /// The modules, by path: `dir/file.js`.
    pub functions: BTreeMap<String, ModuleAnalysis>,
}
