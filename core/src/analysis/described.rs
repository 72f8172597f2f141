//! What a module says of itself, in the form of Convex's own answer to a push.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::surface::{FunctionKind, Visibility};

/// What one module says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModuleAnalysis {
    /// Its queries, mutations and actions, in the order of their places.
    pub functions: Vec<AnalyzedFunction>,
    /// The routes of `http.js`.
    pub http_routes: Option<Vec<AnalyzedRoute>>,
    /// The crons of `crons.js`, by their identifiers.
    pub cron_specs: Option<Vec<(String, Value)>>,
    /// Always `null`: Convex's own answer keeps its storage's keys here.
    pub source_mapped: Option<Value>,
}

/// One function of a module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnalyzedFunction {
    /// The name of the export.
    pub name: String,
    /// Where it was written, as far as source maps tell.
    pub pos: Option<SourcePosition>,
    /// What it is.
    pub udf_type: FunctionKind,
    /// Who may call it; packages of years ago don't say.
    pub visibility: Option<FunctionVisibility>,
    /// The JSON of the validator of its arguments.
    pub args: Option<String>,
    /// The JSON of the validator of what it returns; `null` as text where there is none.
    pub returns: Option<String>,
}

/// Who may call a function, as Convex writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionVisibility {
    /// Who.
    pub kind: Visibility,
}

/// One route of `http.js`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalyzedRoute {
    /// What it serves.
    pub route: RoutePattern,
    /// Where its handler was written, as far as source maps tell.
    pub pos: Option<SourcePosition>,
}

/// The method and the path of a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutePattern {
    /// The path; `/prefix*` stands for all below `/prefix`.
    pub path: String,
    /// The method, in capitals.
    pub method: String,
}

/// A place in a module, in what somebody wrote. Lines and columns count from 0, as in Convex's own answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourcePosition {
    /// The module.
    pub path: String,
    /// The line, from 0.
    pub start_lineno: u32,
    /// The column, from 0.
    pub start_col: u32,
}

/// What `describe.js` says of a module: places are those in the bundle, and crons are the text that `export()` gives.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    functions: Vec<DescribedFunction>,
    http_routes: Option<Vec<DescribedRoute>>,
    cron_specs: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DescribedFunction {
    name: String,
    pos: Option<BundledPosition>,
    udf_type: FunctionKind,
    visibility: Option<FunctionVisibility>,
    args: Option<String>,
    returns: Option<String>,
}

#[derive(Deserialize)]
struct DescribedRoute {
    route: RoutePattern,
    pos: Option<BundledPosition>,
}

/// A place in a bundled module. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct BundledPosition {
    pub(super) path: String,
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Described {
    /// With the places where things were written, in the order of these; what has none comes first, as in Convex.
    ///
    /// # Errors
    /// Where `crons.export()` gave no JSON object.
    pub(super) fn placed(
        self,
        place: impl Fn(&BundledPosition) -> Option<SourcePosition>,
    ) -> Result<ModuleAnalysis, serde_json::Error> {
        let place = |bundled: Option<BundledPosition>| bundled.as_ref().and_then(&place);
        let mut functions: Vec<_> = self
            .functions
            .into_iter()
            .map(|DescribedFunction { name, pos, udf_type, visibility, args, returns }| AnalyzedFunction {
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
            let placed =
                routes.into_iter().map(|DescribedRoute { route, pos }| AnalyzedRoute { route, pos: place(pos) });
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
        })
    }
}
