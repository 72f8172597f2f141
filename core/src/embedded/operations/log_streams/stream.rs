//! A log stream as it is kept: what it was made with, its secrets too.

use rusqlite::{OptionalExtension, Row};
use serde_json::{Map, Value, json};

use crate::api::log_streams::{CreateLogStream, LogStream};
use crate::embedded::access::Deployed;
use crate::embedded::records::json as column;
use crate::embedded::refusals::not_found;
use crate::embedded::runtime::RequestContext;
use crate::embedded::store::damaged;
use crate::error::{Error, ErrorKind, Result};

/// The member that holds a webhook's secret.
const SECRET: &str = "hmacSecret";

/// A log stream as it is kept.
pub(super) struct Stream {
    pub(super) id: String,
    /// What it was made with, in the API's form, and a webhook's secret.
    fields: Map<String, Value>,
}

/// Selects the columns of a log stream.
pub(super) const STREAM: &str = "SELECT id, config FROM log_streams";

impl Stream {
    /// A new one.
    pub(super) fn new(id: String, settings: &CreateLogStream, hmac_secret: Option<&str>) -> Result<Self> {
        let Value::Object(mut fields) = written(settings)? else { return Err(broken("settings are an object")) };
        if let Some(secret) = hmac_secret {
            fields.insert(SECRET.to_owned(), json!(secret));
        }
        Ok(Self { id, fields })
    }

    /// Reads a log stream from its columns.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { id: row.get(0)?, fields: column(row, 1)? })
    }

    /// The one with this id.
    pub(super) fn find(call: &RequestContext<'_>, deployment: &Deployed, id: &str) -> Result<Self> {
        let mut statement = call.tx.prepare_cached(&format!("{STREAM} WHERE deployment_id = ?1 AND id = ?2"))?;
        let found = statement.query_row((deployment.row.id, id), Self::read).optional()?;
        found.ok_or_else(|| not_found("LogStreamDoesntExist", "log stream of the deployment", id))
    }

    /// The kind of the stream.
    pub(super) fn kind(&self) -> &str {
        self.fields.get("logStreamType").and_then(Value::as_str).unwrap_or_default()
    }

    /// Its settings.
    pub(super) fn settings(&self) -> Result<CreateLogStream> {
        serde_json::from_value(Value::Object(self.fields.clone())).map_err(damaged)
    }

    /// As the API shows it: without the secrets that it sends along, but for that of a webhook.
    pub(super) fn shown(&self) -> Result<LogStream> {
        let mut fields = self.fields.clone();
        fields.insert("id".to_owned(), json!(self.id));
        fields.insert("status".to_owned(), json!({ "type": "active" }));
        serde_json::from_value(Value::Object(fields)).map_err(damaged)
    }

    /// Sets a field.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }

    /// Takes a field away.
    pub(super) fn unset(&mut self, name: &str) {
        self.fields.remove(name);
    }

    /// Gives a webhook another secret; false for other kinds.
    pub(super) fn rotate(&mut self, hmac_secret: &str) -> bool {
        let has_one = self.fields.contains_key(SECRET);
        if has_one {
            self.set(SECRET, json!(hmac_secret));
        }
        has_one
    }

    /// The text in which it is kept.
    pub(super) fn text(&self) -> Result<String> {
        serde_json::to_string(&self.fields).map_err(|error| broken("settings can be written").caused_by(error))
    }

    /// Keeps what it is now.
    pub(super) fn save(&self, call: &RequestContext<'_>) -> Result<()> {
        call.tx
            .prepare_cached("UPDATE log_streams SET config = ?2 WHERE id = ?1")?
            .execute((&self.id, self.text()?))?;
        Ok(())
    }
}

fn written(settings: &CreateLogStream) -> Result<Value> {
    serde_json::to_value(settings).map_err(|error| broken("settings can be written").caused_by(error))
}

fn broken(must: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("log streams: {must}"))
}
