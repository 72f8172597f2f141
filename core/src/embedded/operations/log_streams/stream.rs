//! Stored log streams: their settings and secrets.

use rusqlite::{OptionalExtension, Row};
use serde_json::{Map, Value, json};

use crate::api::log_streams::{CreateLogStream, LogStream};
use crate::embedded::access::Deployed;
use crate::embedded::records::json as column;
use crate::embedded::refusals::not_found;
use crate::embedded::runtime::RequestContext;
use crate::embedded::store::damaged;
use crate::error::{Error, ErrorKind, Result};

/// Name of the field with a webhook's secret.
const SECRET: &str = "hmacSecret";

/// A stored log stream.
pub(super) struct Stream {
    pub(super) id: String,
    /// Settings in the API's form, and a webhook's secret.
    fields: Map<String, Value>,
}

/// Selects the columns of a log stream.
pub(super) const STREAM: &str = "SELECT id, unseal(config, 'log_stream/' || id) FROM log_streams";

impl Stream {
    /// Creates a log stream.
    pub(super) fn new(id: String, settings: &CreateLogStream, hmac_secret: Option<&str>) -> Result<Self> {
        let Value::Object(mut fields) = to_json(settings)? else { return Err(internal("settings are not an object")) };
        if let Some(secret) = hmac_secret {
            fields.insert(SECRET.to_owned(), json!(secret));
        }
        Ok(Self { id, fields })
    }

    /// Reads a log stream from its columns.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { id: row.get(0)?, fields: column(row, 1)? })
    }

    /// Finds the log stream with this ID.
    pub(super) fn find(call: &RequestContext<'_>, deployment: &Deployed, id: &str) -> Result<Self> {
        let mut statement = call.tx.prepare_cached(&format!("{STREAM} WHERE deployment_id = ?1 AND id = ?2"))?;
        let found = statement.query_row((deployment.row.id, id), Self::read).optional()?;
        found.ok_or_else(|| not_found("LogStreamDoesntExist", "log stream of the deployment", id))
    }

    /// Returns the type of the log stream.
    pub(super) fn kind(&self) -> &str {
        self.fields.get("logStreamType").and_then(Value::as_str).unwrap_or_default()
    }

    /// Returns the settings.
    pub(super) fn settings(&self) -> Result<CreateLogStream> {
        serde_json::from_value(Value::Object(self.fields.clone())).map_err(damaged)
    }

    /// Converts the log stream to the API's form. Omits the secrets that it sends to other services, but not a
    /// webhook's.
    pub(super) fn view(&self) -> Result<LogStream> {
        let mut fields = self.fields.clone();
        fields.insert("id".to_owned(), json!(self.id));
        fields.insert("status".to_owned(), json!({ "type": "active" }));
        serde_json::from_value(Value::Object(fields)).map_err(damaged)
    }

    /// Sets a field.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }

    /// Removes a field.
    pub(super) fn unset(&mut self, name: &str) {
        self.fields.remove(name);
    }

    /// Replaces a webhook's secret. Returns false for other types.
    pub(super) fn rotate(&mut self, hmac_secret: &str) -> bool {
        let has_one = self.fields.contains_key(SECRET);
        if has_one {
            self.set(SECRET, json!(hmac_secret));
        }
        has_one
    }

    /// Serializes the log stream for the store.
    pub(super) fn text(&self) -> Result<String> {
        serde_json::to_string(&self.fields).map_err(|error| internal("cannot serialize the settings").caused_by(error))
    }

    /// Saves the log stream.
    pub(super) fn save(&self, call: &RequestContext<'_>) -> Result<()> {
        call.tx
            .prepare_cached("UPDATE log_streams SET config = seal(?2, 'log_stream/' || ?1) WHERE id = ?1")?
            .execute((&self.id, self.text()?))?;
        Ok(())
    }
}

fn to_json(settings: &CreateLogStream) -> Result<Value> {
    serde_json::to_value(settings).map_err(|error| internal("cannot serialize the settings").caused_by(error))
}

fn internal(problem: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("log stream: {problem}"))
}
