//! Proofs that an artifact is live.

use std::collections::BTreeMap;

use super::gate::Candidate;
use super::proof::Proof;
use crate::api::pushes::GetConfigHashes;
use crate::artifact::{Artifact, ModuleEnvironment};
use crate::engine::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::live::read_live;

/// Code of the error if something else is live.
pub(super) const NOT_VERIFIED: &str = "NotVerified";

/// Modules beside the functions, which a deployment may list or not. They are proved by the schema and the components.
const BESIDE: [&str; 2] = ["convex.config.js", "schema.js"];

/// Checks if an artifact is live, by all that is known about it.
pub(super) async fn is_live(connection: &Connection, artifact: &Artifact, candidate: &Candidate) -> Result<bool> {
    match verify(connection, artifact, candidate).await {
        Ok(_) => Ok(true),
        Err(error) if error.code() == Some(NOT_VERIFIED) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Modules by path, with hash and environment.
type Modules = BTreeMap<String, (String, ModuleEnvironment)>;

/// Returns the modules of an artifact's app that have functions, and those that are live.
pub(super) async fn live_modules(connection: &Connection, artifact: &Artifact) -> Result<(Modules, Modules)> {
    let live = connection.call(GetConfigHashes::default()).await?;
    let live = live.module_hashes.into_iter().map(|live| (live.path, (live.hash, live.environment)));
    let own = artifact.app.modules.iter().map(|module| (module.path.clone(), (module.hash(), module.environment)));
    let functions = |(path, _): &(String, (String, ModuleEnvironment))| !BESIDE.contains(&path.as_str());
    Ok((own.filter(functions).collect(), live.filter(functions).collect()))
}

/// Reads what is live and proves that it is the artifact.
///
/// # Errors
/// `Conflict` with the code `NotVerified` if something else is live; errors of the calls.
pub(super) async fn verify(connection: &Connection, artifact: &Artifact, candidate: &Candidate) -> Result<Vec<Proof>> {
    let (own, there) = live_modules(connection, artifact).await?;
    if own != there {
        return Err(not_verified("the modules of the app"));
    }
    let mut proofs = vec![Proof::ModuleHashes { modules: artifact.app.modules.len() }];
    let live = read_live(connection).await?.surface;
    for (path, component) in candidate.surface.components() {
        let found = live.component(&path).ok_or_else(|| not_verified(&format!("component `{path}`")))?;
        let place =
            |part: &str| if path.is_empty() { part.to_owned() } else { format!("{part} of component `{path}`") };
        if found.functions != component.functions {
            return Err(not_verified(&place("the functions")));
        }
        if found.schema != component.schema {
            return Err(not_verified(&place("the schema")));
        }
        let functions = component.functions.known().map_or(0, BTreeMap::len);
        proofs.push(Proof::Functions { component: path.clone(), functions });
        proofs.push(Proof::Schema { component: path });
    }
    Ok(proofs)
}

fn not_verified(part: &str) -> Error {
    Error::new(ErrorKind::Conflict, format!("the push is finished, but {part} that are live differ from the artifact"))
        .with_code(NOT_VERIFIED)
        .help("check if another push was made; `convex-ops check --live` compares what is live")
}
