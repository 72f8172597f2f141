//! `package-lock.json`, of versions 1 to 3.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::programs::PACKAGES;
use super::packages::{Packages, insert};

#[derive(Deserialize)]
struct File {
    packages: Option<BTreeMap<String, Entry>>,
    dependencies: Option<BTreeMap<String, Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    version: Option<String>,
    integrity: Option<String>,
    resolved: Option<String>,
    #[serde(default)]
    link: bool,
    dependencies: Option<serde_json::Value>,
}

pub(super) fn read(text: &str) -> Option<Packages> {
    let file: File = serde_json::from_str(text).ok()?;
    let mut found = Packages::new();
    match (file.packages, file.dependencies) {
        (Some(packages), _) => {
            for (path, entry) in packages.iter().filter(|(_, entry)| !entry.link) {
                if let Some((_, name)) = format!("/{path}").rsplit_once(&format!("/{PACKAGES}/")) {
                    entry.add(&mut found, name);
                }
            }
        }
        (None, Some(dependencies)) => add_nested(&mut found, dependencies),
        (None, None) => return None,
    }
    Some(found)
}

/// Adds the packages of version 1, which contain those below them.
fn add_nested(found: &mut Packages, dependencies: BTreeMap<String, Entry>) {
    let mut waiting = vec![dependencies];
    while let Some(dependencies) = waiting.pop() {
        for (name, entry) in dependencies {
            entry.add(found, &name);
            waiting.extend(entry.dependencies.and_then(|inner| serde_json::from_value(inner).ok()));
        }
    }
}

impl Entry {
    fn add(&self, found: &mut Packages, folder: &str) {
        let content = self.integrity.as_deref().or(self.resolved.as_deref()).unwrap_or_default();
        insert(found, folder, self.version.as_deref().unwrap_or_default(), content);
    }
}
