//! Polling of a deployment's exports and imports, from Convex's system queries.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::backoff::Backoff;
use super::progress::{Progress, ProgressPhase, Reporter};
use crate::api::functions::{FunctionResult, RunQuery};
use crate::api::imports::PerformImport;
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};

/// Maximum time until a restore starts.
const START_TIMEOUT: Duration = Duration::from_secs(10 * 60);

/// Exports and imports of a deployment.
pub(super) struct Polling<'a> {
    /// Connection to the deployment.
    pub(super) connection: &'a Connection,
    /// Name of the deployment.
    pub(super) name: &'a str,
    /// Receiver of the progress.
    pub(super) reporter: &'a Reporter,
}

impl Polling<'_> {
    /// Waits for the completion of the latest export, and returns its ID.
    pub(super) async fn wait_for_export(&self, timeout: Option<Duration>) -> Result<String> {
        let mut backoff = Backoff::new();
        self.reporter.report(Progress::step(ProgressPhase::Wait, false));
        loop {
            let export: Export = self.query("_system/cli/exports:getLatest", json!({})).await?;
            match export.state.as_str() {
                "requested" | "in_progress" if timeout.is_some_and(|timeout| backoff.waited >= timeout) => {
                    let message = format!("export of `{}` is not complete in time", self.name);
                    return Err(Error::new(ErrorKind::Timeout, message).help("try again later: the export continues"));
                }
                "requested" | "in_progress" => backoff.wait(self.connection).await,
                "completed" => {
                    self.reporter.report(Progress::step(ProgressPhase::Wait, true));
                    return Ok(export.id);
                }
                _ => {
                    let message = format!("export of `{}` failed", self.name);
                    return Err(Error::new(ErrorKind::Unavailable, message).help("try again"));
                }
            }
        }
    }

    /// Waits for the completion of an import, and returns the number of its documents. Confirms it if needed.
    pub(super) async fn wait_for_import(&self, import_id: &str) -> Result<u64> {
        let mut backoff = Backoff::new();
        self.reporter.report(Progress::imported(None));
        loop {
            let import: Import = self.query("_system/cli/queryImport", json!({ "importId": import_id })).await?;
            let state = import.state;
            match state.state.as_str() {
                "completed" => {
                    let documents = state.documents().ok_or_else(unexpected_response)?;
                    self.reporter.report(Progress::imported(Some(documents)));
                    return Ok(documents);
                }
                "failed" => {
                    let why = state.error_message.unwrap_or_default();
                    return Err(Error::invalid_input(why).with_code("ImportFailed"));
                }
                "waiting_for_confirmation" => {
                    self.connection.call(PerformImport { import_id: import_id.to_owned() }).await?;
                }
                _ => {}
            }
            backoff.wait(self.connection).await;
        }
    }

    /// Returns the recent imports that restore backups.
    pub(super) async fn list_restores(&self) -> Result<BTreeSet<String>> {
        let imports: Vec<Import> = self.query("_system/cli/queryImport:list", json!({})).await?;
        let restores = imports.into_iter().filter(|import| import.requestor.kind == "cloudRestore");
        Ok(restores.map(|import| import.id).collect())
    }

    /// Waits until a restore starts that is not in `before`, and returns the ID of its import.
    pub(super) async fn wait_for_new_restore(&self, before: &BTreeSet<String>) -> Result<String> {
        let mut backoff = Backoff::new();
        self.reporter.report(Progress::step(ProgressPhase::Wait, false));
        loop {
            if let Some(import) = self.list_restores().await?.difference(before).next() {
                self.reporter.report(Progress::step(ProgressPhase::Wait, true));
                return Ok(import.clone());
            }
            if backoff.waited >= START_TIMEOUT {
                let message = format!("restore into `{}` did not start within ten minutes", self.name);
                return Err(Error::new(ErrorKind::Timeout, message).help("check its progress later"));
            }
            backoff.wait(self.connection).await;
        }
    }

    /// Runs a system query.
    async fn query<T: DeserializeOwned>(&self, path: &str, args: Value) -> Result<T> {
        let (path, format) = (path.to_owned(), Some("json".to_owned()));
        match self.connection.call(RunQuery { path, args, format, component_path: None }).await? {
            FunctionResult::Success(success) => {
                serde_json::from_value(success.value).map_err(|_| unexpected_response())
            }
            FunctionResult::Failure(failure) => Err(Error::new(ErrorKind::Unavailable, failure.error_message)),
            FunctionResult::Other(_) => Err(unexpected_response()),
        }
    }
}

/// Fields of an export that are used here.
#[derive(Deserialize)]
struct Export {
    #[serde(rename = "_id")]
    id: String,
    state: String,
}

/// Fields of an import that are used here.
#[derive(Deserialize)]
struct Import {
    #[serde(rename = "_id")]
    id: String,
    state: ImportState,
    requestor: Requestor,
}

/// State of an import.
#[derive(Deserialize)]
struct ImportState {
    state: String,
    error_message: Option<String>,
    num_rows_written: Option<Value>,
}

impl ImportState {
    /// Returns the number of imported documents. An int64 is a string in the requested format.
    fn documents(&self) -> Option<u64> {
        let number = self.num_rows_written.as_ref()?;
        number.as_u64().or_else(|| number.as_str()?.parse().ok())
    }
}

/// Origin of an import.
#[derive(Deserialize)]
struct Requestor {
    #[serde(rename = "type")]
    kind: String,
}

fn unexpected_response() -> Error {
    Error::new(ErrorKind::Internal, "unexpected response of the deployment about its progress")
        .help("try a newer version of convex-ops")
}
