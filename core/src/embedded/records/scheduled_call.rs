//! Scheduled calls, which the table `_scheduled_functions` contains.

use rusqlite::Transaction;
use serde_json::Value as Json;

use crate::embedded::context::Context;
use crate::embedded::refusals::bad_request;
use crate::error::Result;
use crate::model::DeploymentId;
use crate::value::{DocumentId, Encoding, Name, Value, decode_json, to_export};

/// Name of the table.
pub(in crate::embedded) const TABLE: &str = "_scheduled_functions";

/// Number of the table here. Convex's own number is unknown.
const NUMBER: u32 = 33;

/// A call to schedule.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ScheduleCall {
    /// Path of the component whose table contains the call; empty for the app itself.
    pub component: String,
    /// Function to call: `dir/file.js:name`.
    pub name: String,
    /// Arguments: an object in encoded JSON.
    pub args: Json,
    /// Scheduled time, in milliseconds since the Unix epoch. Defaults to the current time.
    pub scheduled_time: Option<f64>,
}

impl ScheduleCall {
    /// Creates a call of one of the app's own functions with an object of arguments in encoded JSON.
    #[must_use]
    pub fn new(name: impl Into<String>, args: Json) -> Self {
        Self { component: String::new(), name: name.into(), args, scheduled_time: None }
    }

    /// Inserts the call and returns its ID.
    pub(in crate::embedded) fn insert(
        &self,
        tx: &Transaction<'_>,
        context: &Context,
        deployment: DeploymentId,
        now: i64,
    ) -> Result<String> {
        let args = decode_json(&self.args, Encoding::Encoded)?;
        if args.as_object().is_none() {
            return Err(bad_request("InvalidArguments", "the arguments must be one object"));
        }
        let id = DocumentId { table: NUMBER, internal: context.random.bytes()? }.to_string();
        let state = [(Name::from("kind"), Value::from("pending"))].into_iter().collect();
        let fields = [
            ("_creationTime", Value::Float64(now as f64)),
            ("_id", Value::from(id.as_str())),
            ("args", Value::Array(vec![args])),
            ("name", Value::from(self.name.as_str())),
            ("scheduledTime", Value::Float64(self.scheduled_time.unwrap_or(now as f64))),
            ("state", state),
        ];
        let document: Value = fields.into_iter().map(|(name, value)| (Name::from(name), value)).collect();
        tx.prepare_cached("INSERT INTO scheduled_calls (deployment_id, component, document) VALUES (?1, ?2, ?3)")?
            .execute((deployment, &self.component, to_export(&document).to_string()))?;
        Ok(id)
    }
}

/// Returns the scheduled calls of a component in export JSON, in insertion order.
pub(in crate::embedded) fn calls(
    tx: &Transaction<'_>,
    deployment: DeploymentId,
    component: &str,
) -> Result<Vec<String>> {
    let mut statement = tx.prepare_cached(
        "SELECT document FROM scheduled_calls WHERE deployment_id = ?1 AND component = ?2 ORDER BY position",
    )?;
    let found = statement.query_map((deployment, component), |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
