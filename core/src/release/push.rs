//! The steps of a push.

use std::collections::BTreeSet;

use super::event::{DeployEvent, Events, PendingWork};
use crate::api::pushes::{
    FinishPush, GetConfigHashes, LiveModuleHash, SchemaStatus, StartPush, StartedPush, WaitForSchema,
};
use crate::artifact::{Artifact, ModuleHash, PushRequest};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};

/// Starts a push, and waits until it can be finished. The live app is not changed.
///
/// # Errors
/// `InvalidInput` with the code `SchemaMismatch` if a document does not match; `Conflict` with `RaceDetected` if another push
/// was made at the same time; errors of the calls.
pub(super) async fn start(connection: &Connection, artifact: &Artifact, events: &mut Events) -> Result<StartedPush> {
    let request = request(connection, artifact).await?;
    let (sent, unchanged) =
        (request.app_definition.modules.len(), request.app_definition.unchanged_module_hashes.len());
    let started = connection.call(StartPush::new(request)).await?;
    events.send(&DeployEvent::Pushed { sent, unchanged });
    loop {
        let wait = WaitForSchema::new(started.schema_change.clone());
        match connection.call(wait).await? {
            SchemaStatus::Complete(_) => return Ok(started),
            SchemaStatus::InProgress(pending) => {
                let mut work = PendingWork::default();
                for (path, component) in pending.components {
                    if component.indexes_total > 0 {
                        work.indexes.insert(path.clone(), (component.indexes_complete, component.indexes_total));
                    }
                    if !component.schema_validation_complete {
                        work.validating.push(path);
                    }
                }
                events.send(&DeployEvent::Waiting(work));
            }
            SchemaStatus::Failed(failed) => {
                let place = match failed.component_path.as_str() {
                    "" => String::new(),
                    path => format!(" of component `{path}`"),
                };
                let reason = without_values(&failed.error);
                let message = format!("cannot deploy: a document does not match the schema{place}: {reason}");
                return Err(Error::invalid_input(message)
                    .with_code("SchemaMismatch")
                    .help("change the document, or the schema; the live app is unchanged"));
            }
            SchemaStatus::RaceDetected(_) => return Err(race()),
            _ => {
                return Err(Error::new(ErrorKind::Unsupported, "unknown progress of a push")
                    .help("try a newer version of convex-ops; the live app is unchanged"));
            }
        }
    }
}

/// Checks that no other push became live since the hashes of the live modules were read. Convex itself tells only of pushes
/// with other schemas.
///
/// # Errors
/// `Conflict` with the code `RaceDetected`; errors of the call.
pub(super) async fn check_unchanged(connection: &Connection, before: &[LiveModuleHash]) -> Result<()> {
    let now = connection.call(GetConfigHashes::default()).await?;
    let hashes = |live: &[LiveModuleHash]| {
        live.iter().map(|module| (module.path.clone(), module.hash.clone())).collect::<BTreeSet<_>>()
    };
    if hashes(&now.module_hashes) == hashes(before) { Ok(()) } else { Err(race()) }
}

/// Makes a push live.
///
/// # Errors
/// As [`start`]. After an error of the network, the push may be live or not.
pub(super) async fn finish(connection: &Connection, start_push: StartedPush, message: String) -> Result<()> {
    let finish = FinishPush::new(start_push).message(message);
    match connection.call(finish).await {
        Ok(_) => Ok(()),
        Err(error) if matches!(error.code(), Some("RaceDetected" | "SchemaAlreadyOverwritten")) => {
            Err(race().caused_by(error))
        }
        Err(error) => Err(error),
    }
}

/// Builds the request of an artifact, without the modules that the deployment already has.
pub(super) async fn request(connection: &Connection, artifact: &Artifact) -> Result<PushRequest> {
    let live = connection.call(GetConfigHashes::default()).await?;
    let there: Vec<ModuleHash> = live
        .module_hashes
        .into_iter()
        .map(|live| ModuleHash { path: live.path, environment: live.environment, sha256: live.hash })
        .collect();
    let mut app = artifact.app.clone();
    app.modules.retain(|module| match there.iter().find(|hash| hash.path == module.path && hash.is_of(module)) {
        Some(hash) => {
            app.unchanged_module_hashes.push(hash.clone());
            false
        }
        None => true,
    });
    Ok(PushRequest {
        admin_key: String::new(),
        dry_run: false,
        functions: artifact.functions.clone(),
        app_definition: app,
        component_definitions: artifact.components.clone(),
        node_dependencies: artifact.node_dependencies.clone(),
        node_version: artifact.node_version.clone(),
        for_codegen: false,
    })
}

fn race() -> Error {
    Error::new(ErrorKind::Conflict, "cannot deploy: another push was made at the same time")
        .with_code("RaceDetected")
        .help("check what is live, then deploy again; this push did not become live")
}

/// Returns Convex's description of a document that does not match, without the document: values are private.
fn without_values(error: &str) -> String {
    let kept = |line: &&str| !line.is_empty() && !line.starts_with("Object: ") && !line.starts_with("Value: ");
    error.lines().map(str::trim).filter(kept).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mismatch_is_described_without_the_document() {
        let error = "Document with ID \"j1\" in table \"a\" does not match the schema: Object is missing the required field \
                     `done`.\n\nObject: {text: \"private\"}\nValidator: v.object({done: v.boolean()})";
        let text = without_values(error);
        assert!(text.contains("`done`.; Validator: v.object") && !text.contains("private"), "{text}");
    }
}
