//! Stored artifacts: their modules are stored once per content, however many apps and pushes have them.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::app_text::{parse, text};
use crate::artifact::{Artifact, Module};
use crate::embedded::store::damaged;
use crate::error::Result;
use crate::keys::hex;
use crate::model::DeploymentId;

/// Hash of a module's source and source map.
type ContentHash = [u8; 32];

/// Owner of an artifact. Its row must exist before its modules are stored.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    App(DeploymentId),
    Push(&'a str),
}

/// Text of an artifact in the store: the artifact without sources, and the hashes of its modules in their order.
#[derive(Serialize, Deserialize)]
struct StoredArtifact {
    modules: Vec<String>,
    artifact: Artifact,
}

/// Start of such a text. Older texts are artifacts with their sources.
const START: &str = "{\"modules\":";

/// Returns the text of an artifact for the store, without the sources of its modules.
pub(super) fn artifact_text(artifact: &Artifact) -> Result<String> {
    let mut artifact = artifact.clone();
    let mut modules = Vec::new();
    for module in modules_of(&mut artifact) {
        modules.push(hex::encode(&hash(module)));
        module.source = String::new();
        module.source_map = None;
    }
    text(&StoredArtifact { modules, artifact })
}

/// Stores the modules of an artifact that are not stored yet, and releases those of the owner's former artifact.
pub(super) fn store_modules(tx: &Transaction<'_>, owner: Owner<'_>, artifact: &Artifact) -> Result<()> {
    let former = uses(tx, owner)?;
    let mut now = BTreeSet::new();
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO modules (sha256, source, source_map) VALUES (?1, ?2, ?3)")?;
    let mut artifact = artifact.clone();
    for module in modules_of(&mut artifact) {
        let hash = hash(module);
        if now.insert(hash) && !former.contains(&hash) {
            insert.execute((hash, &module.source, &module.source_map))?;
            change_use(tx, owner, hash, true)?;
        }
    }
    former.difference(&now).try_for_each(|hash| change_use(tx, owner, *hash, false))
}

/// Reads an artifact from its text, with the sources of its modules.
pub(super) fn read_artifact(tx: &Transaction<'_>, text: &str) -> Result<Artifact> {
    if !text.starts_with(START) {
        return parse(text);
    }
    let StoredArtifact { modules, mut artifact } = parse(text)?;
    let mut select = tx.prepare_cached("SELECT source, source_map FROM modules WHERE sha256 = ?1")?;
    let mut hashes = modules.iter();
    for module in modules_of(&mut artifact) {
        let missing = || damaged(format_args!("the source of module `{}` is missing", module.path));
        let hash = hashes.next().and_then(|hash| hex::decode(hash)).ok_or_else(missing)?;
        let found = select.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        (module.source, module.source_map) = found.ok_or_else(missing)?;
    }
    Ok(artifact)
}

fn uses(tx: &Transaction<'_>, owner: Owner<'_>) -> Result<BTreeSet<ContentHash>> {
    let read = |row: &rusqlite::Row<'_>| row.get(0);
    let hashes: rusqlite::Result<_> = match owner {
        Owner::App(id) => tx
            .prepare_cached("SELECT sha256 FROM app_modules WHERE deployment_id = ?1")?
            .query_map([id], read)?
            .collect(),
        Owner::Push(id) => {
            tx.prepare_cached("SELECT sha256 FROM push_modules WHERE push_id = ?1")?.query_map([id], read)?.collect()
        }
    };
    Ok(hashes?)
}

fn change_use(tx: &Transaction<'_>, owner: Owner<'_>, hash: ContentHash, is_used: bool) -> Result<()> {
    let (table, column) = match owner {
        Owner::App(_) => ("app_modules", "deployment_id"),
        Owner::Push(_) => ("push_modules", "push_id"),
    };
    let sql = match is_used {
        true => format!("INSERT OR IGNORE INTO {table} ({column}, sha256) VALUES (?1, ?2)"),
        false => format!("DELETE FROM {table} WHERE {column} = ?1 AND sha256 = ?2"),
    };
    let mut statement = tx.prepare_cached(&sql)?;
    match owner {
        Owner::App(id) => statement.execute((id, hash))?,
        Owner::Push(id) => statement.execute((id, hash))?,
    };
    Ok(())
}

/// Returns the modules of an artifact, in a fixed order.
fn modules_of(artifact: &mut Artifact) -> impl Iterator<Item = &mut Module> {
    let app = &mut artifact.app;
    let of_app = app.schema.iter_mut().chain(&mut app.definition).chain(&mut app.modules);
    let of_components = artifact.components.iter_mut().flat_map(|component| {
        let definition = std::iter::once(&mut component.definition);
        definition.chain(&mut component.schema).chain(&mut component.modules)
    });
    of_app.chain(of_components)
}

fn hash(module: &Module) -> ContentHash {
    let map = module.source_map.as_deref();
    let hash = Sha256::new()
        .chain_update(module.source.len().to_le_bytes())
        .chain_update(&module.source)
        .chain_update([u8::from(map.is_some())])
        .chain_update(map.unwrap_or_default());
    hash.finalize().into()
}
