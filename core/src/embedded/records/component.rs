//! Tree of an app's mounted components.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::analysis::{Analysis, ComponentAnalysis};
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};
use crate::value::DocumentId;

/// Number of the table of components, in IDs.
const COMPONENTS: u32 = 21;

/// Maximum depth of mounts, which guards against definitions that mount themselves.
const MAX_DEPTH: usize = 64;

/// Returns the components of an app by mount path, the app itself having an empty one, with the path of the definition
/// and its analysis.
pub(in crate::embedded) fn collect_mounted(
    analysis: &Analysis,
) -> Result<BTreeMap<String, (String, &ComponentAnalysis)>> {
    let mut found = BTreeMap::new();
    walk(analysis, "", "", MAX_DEPTH, &mut |path, definition, component| {
        found.insert(path.to_owned(), (definition.to_owned(), component));
    })?;
    Ok(found)
}

/// Returns the ID of the component mounted at a path. IDs are derived from paths, so they stay the same.
pub(in crate::embedded) fn id_of(path: &str) -> String {
    let mut internal = [0; 16];
    let digest = Sha256::digest(format!("component:{path}"));
    internal.iter_mut().zip(digest).for_each(|(byte, value)| *byte = value);
    DocumentId { table: COMPONENTS, internal }.to_string()
}

/// Returns the path at which the component with this ID is mounted.
///
/// # Errors
/// `InvalidInput` with the code `ComponentNotFound` if it does not exist: Convex's command would retry after `NotFound`.
pub(in crate::embedded) fn path_of(live: Option<&Analysis>, id: &str) -> Result<String> {
    let mounted = live.map(collect_mounted).transpose()?.unwrap_or_default();
    let found = mounted.into_keys().find(|path| id_of(path) == id);
    found.ok_or_else(|| {
        let shown: String = id.chars().take(64).collect();
        bad_request("ComponentNotFound", format!("component `{shown}` not found"))
    })
}

/// Returns the tree in Convex's form.
pub(in crate::embedded) fn tree(analysis: &Analysis) -> Result<Value> {
    branch(analysis, "", "", MAX_DEPTH)
}

fn branch(analysis: &Analysis, definition_path: &str, path: &str, depth: usize) -> Result<Value> {
    let (component, depth) = (component(analysis, definition_path)?, below(depth, path)?);
    let mut children = serde_json::Map::new();
    for child in children_of(component) {
        let below = join(path, &child.name);
        children.insert(child.name.clone(), branch(analysis, &child.path, &below, depth)?);
    }
    let routes = component.functions.get("http.js").and_then(|module| module.http_routes.as_ref());
    let routes = routes.map(|routes| routes.iter().map(|route| json!(route.route)).collect::<Vec<_>>());
    let mounts = component.definition.as_ref().map(|definition| definition.http_mounts.keys().collect::<Vec<_>>());
    Ok(json!({
        "definitionPath": definition_path,
        "componentPath": path,
        "args": {},
        "childComponents": children,
        "httpRoutes": { "httpModuleRoutes": routes, "mounts": mounts.unwrap_or_default() },
        "exports": {},
    }))
}

fn walk<'a>(
    analysis: &'a Analysis,
    definition_path: &str,
    path: &str,
    depth: usize,
    hear: &mut dyn FnMut(&str, &str, &'a ComponentAnalysis),
) -> Result<()> {
    let (component, depth) = (component(analysis, definition_path)?, below(depth, path)?);
    hear(path, definition_path, component);
    for child in children_of(component) {
        walk(analysis, &child.path, &join(path, &child.name), depth, hear)?;
    }
    Ok(())
}

fn children_of(component: &ComponentAnalysis) -> &[crate::analysis::ChildComponent] {
    component.definition.as_ref().map(|definition| definition.child_components.as_slice()).unwrap_or_default()
}

fn component<'a>(analysis: &'a Analysis, definition_path: &str) -> Result<&'a ComponentAnalysis> {
    let missing = || invalid(format!("mounted component `{definition_path}` not found"));
    analysis.components.get(definition_path).ok_or_else(missing)
}

fn below(depth: usize, path: &str) -> Result<usize> {
    depth.checked_sub(1).ok_or_else(|| invalid(format!("component `{path}` exceeds the mount depth of {MAX_DEPTH}")))
}

fn invalid(message: String) -> Error {
    bad_request("InvalidModules", message)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}
