//! How far the exports and imports of a deployment are, as Convex's own system queries tell it.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::backoff::Backoff;
use super::temporary_access::TemporaryAccess;
use crate::api::functions::{FunctionResult, RunQuery};
use crate::api::imports::PerformImport;
use crate::error::{Error, ErrorKind, Result};

/// How long a restore may take to begin.
const BEGINS_WITHIN: Duration = Duration::from_secs(10 * 60);

impl TemporaryAccess {
    /// Waits until the export that was asked for last is made, and gives its id.
    pub(super) async fn exported(&self) -> Result<String> {
        let mut backoff = Backoff::new();
        loop {
            let export: Export = self.ask("_system/cli/exports:getLatest", json!({})).await?;
            match export.state.as_str() {
                "requested" | "in_progress" => backoff.wait(&self.connection).await,
                "completed" => return Ok(export.id),
                _ => {
                    let message = format!("the export of `{}` was not made", self.name());
                    return Err(Error::new(ErrorKind::Unavailable, message).help("try again"));
                }
            }
        }
    }

    /// Waits until an import is done, and gives the number of its documents. Where it waits for a confirmation, it gets it.
    pub(super) async fn imported(&self, import_id: &str) -> Result<u64> {
        let mut backoff = Backoff::new();
        loop {
            let import: Import = self.ask("_system/cli/queryImport", json!({ "importId": import_id })).await?;
            let state = import.state;
            match state.state.as_str() {
                "completed" => return state.documents().ok_or_else(unexpected),
                "failed" => {
                    let why = state.error_message.unwrap_or_default();
                    return Err(Error::invalid_input(why).with_code("ImportFailed"));
                }
                "waiting_for_confirmation" => {
                    self.connection.call(PerformImport { import_id: import_id.to_owned() }).await?;
                }
                _ => {}
            }
            backoff.wait(&self.connection).await;
        }
    }

    /// The imports that restore backups, of those that were begun last.
    pub(super) async fn restores(&self) -> Result<BTreeSet<String>> {
        let imports: Vec<Import> = self.ask("_system/cli/queryImport:list", json!({})).await?;
        let restores = imports.into_iter().filter(|import| import.requestor.kind == "cloudRestore");
        Ok(restores.map(|import| import.id).collect())
    }

    /// Waits until a restore is begun besides those that were there before, and gives the id of its import.
    pub(super) async fn begun_besides(&self, before: &BTreeSet<String>) -> Result<String> {
        let mut backoff = Backoff::new();
        loop {
            if let Some(import) = self.restores().await?.difference(before).next() {
                return Ok(import.clone());
            }
            if backoff.waited >= BEGINS_WITHIN {
                let message = format!("the restore into `{}` is not begun after ten minutes", self.name());
                return Err(Error::new(ErrorKind::Timeout, message).help("it was asked for: look at it later"));
            }
            backoff.wait(&self.connection).await;
        }
    }

    /// Asks a system query.
    async fn ask<T: DeserializeOwned>(&self, path: &str, args: Value) -> Result<T> {
        let (path, format) = (path.to_owned(), Some("json".to_owned()));
        match self.connection.call(RunQuery { path, args, format }).await? {
            FunctionResult::Success(success) => serde_json::from_value(success.value).map_err(|_| unexpected()),
            FunctionResult::Failure(failure) => Err(Error::new(ErrorKind::Unavailable, failure.error_message)),
            FunctionResult::Other(_) => Err(unexpected()),
        }
    }
}

/// An export, as far as it matters here.
#[derive(Deserialize)]
struct Export {
    #[serde(rename = "_id")]
    id: String,
    state: String,
}

/// An import, as far as it matters here.
#[derive(Deserialize)]
struct Import {
    #[serde(rename = "_id")]
    id: String,
    state: ImportState,
    requestor: Requestor,
}

/// How far an import is.
#[derive(Deserialize)]
struct ImportState {
    state: String,
    error_message: Option<String>,
    num_rows_written: Option<Value>,
}

impl ImportState {
    /// How many documents it has. An int64 is a text in the format that is asked for.
    fn documents(&self) -> Option<u64> {
        let number = self.num_rows_written.as_ref()?;
        number.as_u64().or_else(|| number.as_str()?.parse().ok())
    }
}

/// Who asked for an import.
#[derive(Deserialize)]
struct Requestor {
    #[serde(rename = "type")]
    kind: String,
}

fn unexpected() -> Error {
    Error::new(ErrorKind::Internal, "the deployment's answer about its progress is not what this version expects")
        .help("a newer version of convex-ops may know it")
}
