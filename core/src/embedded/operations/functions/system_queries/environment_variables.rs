//! `queryEnvironmentVariables`

use serde_json::{Value, json};

use super::asked::Asked;
use crate::embedded::records::environment_variable;
use crate::error::Result;

/// All that people have set, in the order of their names.
pub(super) fn list(asked: &Asked<'_>) -> Result<Value> {
    let variables = environment_variable::all(asked.call.tx, asked.deployment.row.id)?;
    Ok(variables.into_iter().map(|(name, value)| json!({ "name": name, "value": value })).collect())
}

/// One as functions see it: those that Convex sets are among them.
pub(super) fn get(asked: &Asked<'_>) -> Result<Value> {
    let name: String = asked.arguments.get("name")?;
    let variables = environment_variable::all(asked.call.tx, asked.deployment.row.id)?;
    let seen = environment_variable::with_own(&variables, &asked.deployment.row, asked.call.addresses);
    Ok(seen.get(&name).map_or(Value::Null, |value| json!({ "name": name, "value": value })))
}
