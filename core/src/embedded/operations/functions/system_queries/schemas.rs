//! `getSchemas`

use serde_json::{Value, json};

use super::invocation::Invocation;
use crate::embedded::records::schema::SchemaRow;
use crate::error::Result;

/// Returns the JSON of the active schema, and of the one that is being validated.
pub(super) fn current(invocation: &Invocation<'_>) -> Result<Value> {
    let (tx, deployment) = (invocation.call.tx, invocation.deployment.row.id);
    let component = invocation.component()?;
    let mut answer = serde_json::Map::new();
    if let Some(active) = SchemaRow::active(tx, deployment, &component)? {
        answer.insert("active".to_owned(), json!(active.text));
    }
    if let Some(next) = SchemaRow::next(tx, deployment, &component)? {
        answer.insert("inProgress".to_owned(), json!(next.text));
    }
    Ok(Value::Object(answer))
}

/// Returns the progress of a validation. It is not counted here.
pub(super) fn progress(_: &Invocation<'_>) -> Result<Value> {
    Ok(Value::Null)
}
