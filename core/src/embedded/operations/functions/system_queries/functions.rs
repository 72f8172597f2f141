//! `modules`

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::analysis::{AnalyzedFunction, ModuleAnalysis};
use crate::embedded::records::app::App;
use crate::embedded::records::component::collect_mounted;
use crate::error::{Error, ErrorKind, Result};

/// Returns every function and route of the live app or of one of its components.
pub(super) fn specification(invocation: &Invocation<'_>) -> Result<Value> {
    let Some(analysis) = App::live_analysis(invocation.call.tx, invocation.deployment.row.id)? else {
        return Ok(json!([]));
    };
    let components = collect_mounted(&analysis)?;
    let Some((_, component)) = components.get(&invocation.component()?) else { return Ok(json!([])) };
    let mut all = Vec::new();
    for (path, module) in &component.functions {
        for function in &module.functions {
            all.push(describe(path, function)?);
        }
        all.extend(routes(module));
    }
    Ok(Value::Array(all))
}

fn describe(path: &str, function: &AnalyzedFunction) -> Result<Value> {
    let visibility = function.visibility.map_or_else(|| json!({ "kind": "public" }), |visibility| json!(visibility));
    Ok(json!({
        "identifier": format!("{path}:{}", function.name),
        "functionType": function.udf_type,
        "visibility": visibility,
        "args": validator(function.args.as_deref())?,
        "returns": validator(function.returns.as_deref())?,
    }))
}

/// Converts the JSON of a validator to a value. A missing validator means any value.
fn validator(text: Option<&str>) -> Result<Value> {
    // Without a validator, a function exports `null`.
    let Some(text) = text.filter(|text| text.trim() != "null") else { return Ok(json!({ "type": "any" })) };
    serde_json::from_str(text)
        .map_err(|error| Error::new(ErrorKind::Io, "the store is damaged: cannot read a validator").caused_by(error))
}

fn routes(module: &ModuleAnalysis) -> impl Iterator<Item = Value> {
    let routes = module.http_routes.as_deref().unwrap_or_default();
    routes
        .iter()
        .map(|route| json!({ "functionType": "HttpAction", "method": route.route.method, "path": route.route.path }))
}
