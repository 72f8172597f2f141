//! The analysis of a module, in the form of Convex's answer to a push.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::surface::{FunctionKind, UnreadExport, Visibility};

/// The analysis of one module.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModuleAnalysis {
    /// Its queries, mutations and actions, ordered by position.
    pub functions: Vec<AnalyzedFunction>,
    /// The routes of `http.js`.
    pub http_routes: Option<Vec<AnalyzedRoute>>,
    /// The crons of `crons.js`, by identifier.
    pub cron_specs: Option<Vec<(String, Value)>>,
    /// Always `null`; Convex's answer has storage keys here.
    pub source_mapped: Option<Value>,
    /// A default export that Convex reads from a file of another name only; not part of Convex's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread_export: Option<UnreadExport>,
}

/// One function of a module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnalyzedFunction {
    /// The name of the export.
    pub name: String,
    /// Its position in the source, if known from source maps.
    pub pos: Option<SourcePosition>,
    /// Its type.
    pub udf_type: FunctionKind,
    /// Its visibility; absent with very old versions of the package `convex`.
    pub visibility: Option<FunctionVisibility>,
    /// The validator of its arguments, as JSON.
    pub args: Option<String>,
    /// The validator of its return value, as JSON; the text `null` if it has none.
    pub returns: Option<String>,
}

/// The visibility of a function, in Convex's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionVisibility {
    /// Public or internal.
    pub kind: Visibility,
}

/// One route of `http.js`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalyzedRoute {
    /// Its method and path.
    pub route: RoutePattern,
    /// The position of its handler in the source, if known from source maps.
    pub pos: Option<SourcePosition>,
}

/// The method and the path of a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutePattern {
    /// The path; `/prefix*` matches everything below `/prefix`.
    pub path: String,
    /// The method, in upper case.
    pub method: String,
}

/// A position in the source of a module. Lines and columns count from 0, as in Convex's answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourcePosition {
    /// The module.
    pub path: String,
    /// The line, from 0.
    pub start_lineno: u32,
    /// The column, from 0.
    pub start_col: u32,
}

/// The output of `describe.js` for a module: positions are those in the bundle, and crons are unparsed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawModule {
    functions: Vec<RawFunction>,
    http_routes: Option<Vec<RawRoute>>,
    cron_specs: Option<String>,
    #[serde(default)]
    unread_export: Option<UnreadExport>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawFunction {
    name: String,
    pos: Option<BundledPosition>,
    udf_type: FunctionKind,
    visibility: Option<FunctionVisibility>,
    args: Option<String>,
    returns: Option<String>,
}

#[derive(Deserialize)]
struct RawRoute {
    route: RoutePattern,
    pos: Option<BundledPosition>,
}

/// A position in a bundled module. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct BundledPosition {
    pub(super) path: String,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl RawModule {
    /// Maps positions to the source and sorts by them. Items without a position come first, as in Convex.
    ///
    /// # Errors
    /// An error if `crons.export()` did not return a JSON object.
    pub(super) fn locate(
        self,
        place: impl Fn(&BundledPosition) -> Option<SourcePosition>,
    ) -> Result<ModuleAnalysis, serde_json::Error> {
        let place = |bundled: Option<BundledPosition>| bundled.as_ref().and_then(&place);
        let mut functions: Vec<_> = self
            .functions
            .into_iter()
            .map(|RawFunction { name, pos, udf_type, visibility, args, returns }| AnalyzedFunction {
                name,
                pos: place(pos),
                udf_type,
                visibility,
                args,
                returns,
            })
            .collect();
        functions.sort_by(|a, b| a.pos.cmp(&b.pos));
        let http_routes = self.http_routes.map(|routes| {
            let placed = routes.into_iter().map(|RawRoute { route, pos }| AnalyzedRoute { route, pos: place(pos) });
            let mut placed: Vec<_> = placed.collect();
            placed.sort_by(|a, b| a.pos.cmp(&b.pos));
            placed
        });
        let crons = self.cron_specs.map(|text| serde_json::from_str::<BTreeMap<String, Value>>(&text)).transpose()?;
        Ok(ModuleAnalysis {
            functions,
            http_routes,
            cron_specs: crons.map(|crons| crons.into_iter().collect()),
            source_mapped: None,
            unread_export: self.unread_export,
        })
    }
}
