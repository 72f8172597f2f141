//! Calls that are scheduled, as the table `_scheduled_functions` shows them.

use rusqlite::Transaction;
use serde_json::Value as Json;

use crate::embedded::context::Context;
use crate::embedded::refusals::bad_request;
use crate::error::Result;
use crate::model::DeploymentId;
use crate::value::{DocumentId, Encoding, Name, Value, decode_json, to_export};

/// The name of the table.
pub(in crate::embedded) const TABLE: &str = "_scheduled_functions";

/// The number that the table has here. Which one it has in Convex is not known.
const NUMBER: u32 = 33;

/// A call that is to be scheduled.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ScheduleCall {
    /// The path of the component whose table it stands in; empty for the app itself.
    pub component: String,
    /// The function: `dir/file.js:name`.
    pub name: String,
    /// Its arguments: an object, in encoded JSON.
    pub args: Json,
    /// When it is to run, in milliseconds since the Unix epoch; now, where it is not given.
    pub scheduled_time: Option<f64>,
}

impl ScheduleCall {
    /// A call of a function of the app itself, with an object of arguments in encoded JSON.
    #[must_use]
    pub fn new(name: impl Into<String>, args: Json) -> Self {
        Self { component: String::new(), name: name.into(), args, scheduled_time: None }
    }

    /// Puts it there, and gives its id.
    pub(in crate::embedded) fn insert(
        &self,
        tx: &Transaction<'_>,
        context: &Context,
        deployment: DeploymentId,
        now: i64,
    ) -> Result<String> {
        let args = decode_json(&self.args, Encoding::Encoded)?;
        if args.as_object().is_none() {
            return Err(bad_request("InvalidArguments", "the arguments of a function are one object"));
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

/// The calls of a component that are scheduled, in export JSON, in the order in which they were put there.
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
