//! `listCronJobs`

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::app::App;
use crate::embedded::records::component::collect_mounted;
use crate::error::Result;
use crate::surface::FunctionName;
use crate::value::{Value as Stored, to_encoded};

/// Returns the crons of the live app or of one of its components. They never run here.
pub(super) fn list(invocation: &Invocation<'_>) -> Result<Value> {
    let Some(analysis) = App::live_analysis(invocation.call.tx, invocation.deployment.row.id)? else {
        return Ok(json!([]));
    };
    let components = collect_mounted(&analysis)?;
    let Some((_, component)) = components.get(&invocation.component()?) else { return Ok(json!([])) };
    let specs = component.functions.values().flat_map(|module| module.cron_specs.iter().flatten());
    Ok(specs.map(|(identifier, spec)| describe(identifier, spec)).collect())
}

fn describe(identifier: &str, spec: &Value) -> Value {
    let member = |name: &str| spec.get(name).cloned().unwrap_or_default();
    let target = FunctionName::new(member("name").as_str().unwrap_or_default());
    json!({
        "name": identifier,
        "cronSpec": {
            "udfPath": target,
            "udfArgs": to_encoded(&Stored::Bytes(member("args").to_string().into_bytes())),
            "cronSchedule": with_int64(member("schedule")),
        },
        "lastRun": null,
        "nextRun": null,
    })
}

/// Converts the numbers of a schedule to int64, as which Convex stores them.
fn with_int64(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(number) => to_encoded(&Stored::Int64(number)),
            None => Value::Number(number),
        },
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, with_int64(value))).collect(),
        other => other,
    }
}
