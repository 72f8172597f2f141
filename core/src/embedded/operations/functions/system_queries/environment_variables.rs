//! `queryEnvironmentVariables`

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::environment_variable;
use crate::error::Result;

/// Returns all user-defined variables, sorted by name.
pub(super) fn list(invocation: &Invocation<'_>) -> Result<Value> {
    let variables = environment_variable::all(invocation.call.tx, invocation.deployment.row.id)?;
    Ok(variables.into_iter().map(|(name, value)| json!({ "name": name, "value": value })).collect())
}

/// Returns one variable as functions see it, including those that Convex sets.
pub(super) fn get(invocation: &Invocation<'_>) -> Result<Value> {
    let name: String = invocation.arguments.get("name")?;
    let variables = environment_variable::all(invocation.call.tx, invocation.deployment.row.id)?;
    let seen = environment_variable::with_own(&variables, &invocation.deployment.row, invocation.call.addresses);
    Ok(seen.get(&name).map_or(Value::Null, |value| json!({ "name": name, "value": value })))
}
