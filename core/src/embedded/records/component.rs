//! What an app mounts: the tree of its components.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::analysis::{Analysis, ComponentAnalysis};
use crate::embedded::refusals::bad_request;
use crate::error::{Error, Result};

/// How deep components may be mounted in each other: definitions that mount themselves have no end.
const MAX_DEPTH: usize = 64;

/// The components of an app by the paths of their mounts, the app's own being empty: the paths of their definitions, and
/// what these say.
pub(in crate::embedded) fn mounted(analysis: &Analysis) -> Result<BTreeMap<String, (String, &ComponentAnalysis)>> {
    let mut found = BTreeMap::new();
    walk(analysis, "", "", MAX_DEPTH, &mut |path, definition, component| {
        found.insert(path.to_owned(), (definition.to_owned(), component));
    })?;
    Ok(found)
}

/// The tree as Convex answers it.
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
    let missing = || invalid(format!("component `{definition_path}` is mounted, and is not there"));
    analysis.components.get(definition_path).ok_or_else(missing)
}

fn below(depth: usize, path: &str) -> Result<usize> {
    depth.checked_sub(1).ok_or_else(|| invalid(format!("component `{path}` is mounted more than {MAX_DEPTH} deep")))
}

fn invalid(message: String) -> Error {
    bad_request("InvalidModules", message)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}
