//! A deployment that was opened for a while, and how far its exports and imports are.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{DeploymentHandle, Engine};
use crate::api::deploy_keys::{CreateDeployKey, DeleteDeployKey};
use crate::api::deployments::CloudDeployment;
use crate::api::functions::{FunctionResult, RunQuery};
use crate::error::{Error, ErrorKind, Result};
use crate::model::Action;
use crate::rt::now_ms;

/// How long a key opens that nobody deletes: a day, in milliseconds.
const DAY_MS: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

/// The pauses between looks double from the first one.
const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// A deployment that was opened for a while, with a key of its own.
pub(super) struct Opened<E> {
    /// Calls the deployment.
    pub(super) engine: E,
    /// Calls the platform.
    platform: E,
    /// Takes the key away.
    delete: DeleteDeployKey,
}

/// Opens a deployment to do what `actions` say.
pub(super) async fn open<E: Engine>(
    handle: &DeploymentHandle<E>,
    deployment: &CloudDeployment,
    actions: &[Action],
) -> Result<Opened<E>> {
    let (platform, now) = (handle.engine().clone(), now_ms());
    let create = CreateDeployKey {
        deployment_name: deployment.name.clone(),
        name: format!("copy-data-{now}"),
        allowed_actions: Some(actions.to_vec()),
        expires_at: Some((now + DAY_MS) as i64),
    };
    let key = platform.call(create).await?.deploy_key;
    let delete = DeleteDeployKey { deployment_name: deployment.name.clone(), id: key.clone() };
    match platform.on_deployment(deployment, key) {
        Ok(engine) => Ok(Opened { engine, platform, delete }),
        Err(error) => {
            platform.call(delete).await?;
            Err(error)
        }
    }
}

impl<E: Engine> Opened<E> {
    /// Closes it, whatever came of what was done; a key that can't be deleted matters only where all else went well.
    pub(super) async fn closed<T>(self, outcome: Result<T>) -> Result<T> {
        let deleted = self.platform.call(self.delete).await;
        outcome.and_then(|value| deleted.map(|()| value))
    }

    /// Waits until the export that was asked for last is made, and gives its id.
    pub(super) async fn exported(&self) -> Result<String> {
        let export: Export =
            self.settled("_system/cli/exports:getLatest", json!({}), &["requested", "in_progress"]).await?;
        if export.state == "completed" {
            return Ok(export.id);
        }
        let message = format!("the export of `{}` was not made", self.delete.deployment_name);
        Err(Error::new(ErrorKind::Unavailable, message).help("try again"))
    }

    /// Waits until what was uploaded was looked at.
    pub(super) async fn looked_at(&self, import_id: &str) -> Result<()> {
        self.import(import_id, &["uploaded"]).await.map(drop)
    }

    /// Waits until an import is done, and gives the number of its documents.
    pub(super) async fn imported(&self, import_id: &str) -> Result<u64> {
        let state = self.import(import_id, &["uploaded", "waiting_for_confirmation", "in_progress"]).await?;
        // An int64 is a text in this format.
        let documents = state.num_rows_written.as_ref();
        let documents = documents.and_then(|number| number.as_u64().or_else(|| number.as_str()?.parse().ok()));
        documents.ok_or_else(unexpected)
    }

    async fn import(&self, import_id: &str, open: &[&str]) -> Result<ImportState> {
        let arguments = json!({ "importId": import_id });
        let import: Import = self.settled("_system/cli/queryImport", arguments, open).await?;
        match import.state.error_message {
            None => Ok(import.state),
            Some(why) => Err(Error::invalid_input(why).with_code("ImportFailed")),
        }
    }

    /// Asks a system query until its answer is in none of these states.
    async fn settled<P: Progress>(&self, path: &str, args: Value, open: &[&str]) -> Result<P> {
        let mut pause = FIRST;
        loop {
            let (path, args, format) = (path.to_owned(), args.clone(), Some("json".to_owned()));
            let progress: P = match self.engine.call(RunQuery { path, args, format }).await? {
                FunctionResult::Success(success) => serde_json::from_value(success.value).map_err(|_| unexpected())?,
                FunctionResult::Failure(failure) => {
                    return Err(Error::new(ErrorKind::Unavailable, failure.error_message));
                }
                FunctionResult::Other(_) => return Err(unexpected()),
            };
            if !open.contains(&progress.state()) {
                return Ok(progress);
            }
            self.engine.sleep(pause).await;
            pause = (pause * 2).min(LONGEST);
        }
    }
}

/// What tells how far something is.
trait Progress: DeserializeOwned {
    fn state(&self) -> &str;
}

/// An export, as far as it matters here.
#[derive(Deserialize)]
struct Export {
    #[serde(rename = "_id")]
    id: String,
    state: String,
}

impl Progress for Export {
    fn state(&self) -> &str {
        &self.state
    }
}

/// An import, as far as it matters here.
#[derive(Deserialize)]
struct Import {
    state: ImportState,
}

/// How far an import is.
#[derive(Deserialize)]
struct ImportState {
    state: String,
    error_message: Option<String>,
    num_rows_written: Option<Value>,
}

impl Progress for Import {
    fn state(&self) -> &str {
        &self.state.state
    }
}

fn unexpected() -> Error {
    Error::new(ErrorKind::Internal, "the deployment's answer about its progress is not what this version expects")
        .help("a newer version of convex-ops may know it")
}
