//! Checks how components are mounted, as Convex does before a push.
//!
//! Source: `crates/model/src/components/type_checking.rs` of convex-backend.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::definition::{ChildComponent, DeclaredVariable};
use super::{Analysis, Definition};

impl Analysis {
    /// Returns the reasons for which Convex refuses how components are mounted.
    #[must_use]
    pub fn mount_problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        for component in self.components.values() {
            let Some(definition) = &component.definition else { continue };
            self.children(definition, &mut found);
            self.http(definition, &mut found);
        }
        found
    }

    fn definition(&self, path: &str) -> Option<&Definition> {
        self.components.get(path)?.definition.as_ref()
    }

    fn children(&self, definition: &Definition, found: &mut Vec<String>) {
        let mut names = BTreeSet::new();
        for child in &definition.child_components {
            if !names.insert(&child.name) {
                found.push(format!("several components are mounted as `{}`", child.name));
            }
            let Some(mounted) = self.definition(&child.path) else { continue };
            bindings(definition, child, mounted, found);
        }
    }

    fn http(&self, definition: &Definition, found: &mut Vec<String>) {
        let own = self.components.get(&definition.path).and_then(|component| component.functions.get("http.js"));
        let own: Vec<&str> = (own.and_then(|module| module.http_routes.as_ref()).into_iter().flatten())
            .map(|route| route.route.path.as_str())
            .collect();
        for (mount, reference) in &definition.http_mounts {
            if !(mount.starts_with('/') && mount.ends_with('/')) || mount.contains(['*', '?']) {
                found.push(format!("the HTTP mount `{mount}` does not start and end with `/`"));
            }
            let name = reference.rsplit('/').next().unwrap_or(reference);
            let child = definition.child_components.iter().find(|child| child.name == name);
            let Some(child) = child else {
                found.push(format!("the HTTP mount `{mount}` names `{name}`, which is not mounted"));
                continue;
            };
            let routes = self.components.get(&child.path).and_then(|component| component.functions.get("http.js"));
            let has_routes = routes.and_then(|module| module.http_routes.as_ref()).is_some_and(|list| !list.is_empty());
            let has_mounts = self.definition(&child.path).is_some_and(|mounted| !mounted.http_mounts.is_empty());
            if !has_routes && !has_mounts {
                found.push(format!("the HTTP mount `{mount}` names `{name}`, which has no HTTP routes"));
            }
            let prefixes = own.iter().filter_map(|path| path.strip_suffix('*'));
            let mut prefixes = prefixes.map(|prefix| if prefix.is_empty() { "/" } else { prefix });
            if prefixes.any(|prefix| prefix == mount) {
                found.push(format!("the HTTP mount `{mount}` overlaps with the route `{mount}*`"));
            }
        }
    }
}

/// Checks the environment variables that a mount passes to its component.
fn bindings(parent: &Definition, child: &ChildComponent, mounted: &Definition, found: &mut Vec<String>) {
    let declared: BTreeMap<&str, &DeclaredVariable> =
        mounted.env_vars.iter().map(|(name, variable)| (name.as_str(), variable)).collect();
    let passed: BTreeMap<String, &Value> = child.env.iter().flatten().filter_map(binding).collect();
    let of = format!("component `{}`", child.name);
    for (name, value) in &passed {
        let Some(variable) = declared.get(name.as_str()) else {
            found.push(format!("{of} has no environment variable `{name}`"));
            continue;
        };
        let source = match value.get("type").and_then(Value::as_str) {
            Some("envVar") => value.get("name").and_then(Value::as_str).unwrap_or_default(),
            _ => {
                let text = value.get("value").and_then(Value::as_str);
                if text.is_some_and(|text| !variable.accepts(text)) {
                    found.push(format!("{of} refuses the value of its environment variable `{name}`"));
                }
                continue;
            }
        };
        match parent.env_vars.iter().find(|(known, _)| known == source) {
            None => found.push(format!("{of} gets `{name}` from `{source}`, which its parent does not declare")),
            Some((_, outer)) if outer.optional && !variable.optional => {
                found.push(format!("{of} requires `{name}`, and gets it from `{source}`, which is optional"));
            }
            Some(_) => {}
        }
    }
    for (name, variable) in declared {
        if !variable.optional && !passed.contains_key(name) {
            found.push(format!("{of} requires the environment variable `{name}`, which its mount does not pass"));
        }
    }
}

/// Reads one `[name, binding]`.
fn binding(entry: &Value) -> Option<(String, &Value)> {
    let [name, value] = entry.as_array()?.as_slice() else { return None };
    Some((name.as_str()?.to_owned(), value))
}
