//! Resolves paths to the files that define their items, through all re-exports.

use std::collections::BTreeSet;

use super::Crate;
use super::uses::Use;

/// Target of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ResolvedPath {
    /// The file that defines it.
    pub(crate) file: String,
    /// True if the path names the module itself, not an item in it.
    pub(crate) is_module: bool,
}

/// Lookups in progress, so that names that refer to each other end.
type Lookups = BTreeSet<(Vec<String>, Vec<String>)>;

impl Crate {
    /// Resolves a path that a module names. Returns nothing for other crates. A name can be that of a module
    /// and of a function.
    pub(super) fn found(&self, module: &[String], path: &[String]) -> Vec<ResolvedPath> {
        let mut found = self.resolve(module, path, &mut Lookups::new());
        found.sort();
        found.dedup();
        found
    }

    /// Returns a path from the crate's root, if it is in this crate.
    pub(super) fn absolute(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        if let Some((base, rest)) = anchored(module, path) {
            return Some([base.as_slice(), rest].concat());
        }
        let (first, rest) = path.split_first()?;
        let child = [module, &path[..1]].concat();
        if self.modules.contains_key(&child) {
            return Some([child.as_slice(), rest].concat());
        }
        let item = self.bound(module, first).find(|item| item.segments.first() != Some(first))?;
        Some([self.absolute(module, &item.segments)?.as_slice(), rest].concat())
    }

    fn resolve(&self, module: &[String], path: &[String], asked: &mut Lookups) -> Vec<ResolvedPath> {
        if !asked.insert((module.to_vec(), path.to_vec())) {
            return Vec::new();
        }
        if let Some((base, rest)) = anchored(module, path) {
            return self.walk(&base, rest, asked);
        }
        let Some(first) = path.first() else { return Vec::new() };
        let is_child = self.modules.contains_key(&[module, &path[..1]].concat());
        let is_here = is_child || self.bound(module, first).next().is_some() || self.declares(module, first);
        if is_here || !self.globs(module, first, asked).is_empty() {
            self.walk(module, path, asked)
        } else {
            Vec::new()
        }
    }

    /// Resolves a path that starts at a module.
    fn walk(&self, module: &[String], path: &[String], asked: &mut Lookups) -> Vec<ResolvedPath> {
        let Some((first, rest)) = path.split_first() else {
            return self.files_of(module).map(|file| ResolvedPath { file: file.to_owned(), is_module: true }).collect();
        };
        let mut found = Vec::new();
        let child = [module, &path[..1]].concat();
        if self.modules.contains_key(&child) {
            found = self.walk(&child, rest, asked);
            // Modules and types can't have the same name; modules and functions can.
            if !rest.is_empty() {
                return found;
            }
        }
        let here = |is_module| {
            let files = self.files_of(module).map(str::to_owned);
            files.map(move |file| ResolvedPath { file, is_module }).collect::<Vec<_>>()
        };
        if self.declares(module, first) && found.is_empty() {
            return here(false);
        }
        let is_bound = self.bound(module, first).next().is_some();
        for item in self.bound(module, first) {
            found.extend(self.resolve(module, &[item.segments.as_slice(), rest].concat(), asked));
        }
        if found.is_empty() && !is_bound {
            let globs = self.globs(module, first, asked);
            found = globs.iter().flat_map(|module| self.walk(module, path, asked)).collect();
            if globs.is_empty() {
                return here(false);
            }
        }
        found
    }

    /// Modules that a module imports by a glob, and that have this name.
    fn globs(&self, module: &[String], name: &str, asked: &mut Lookups) -> Vec<Vec<String>> {
        let mut globs = Vec::new();
        for item in self.uses(module).filter(|item| item.name == "*") {
            for found in self.resolve(module, &item.segments, asked).into_iter().filter(|found| found.is_module) {
                let file = &self.files[&found.file];
                if file.declares.contains(name) || file.uses.iter().any(|item| item.name == name) {
                    globs.push(file.module.clone());
                }
            }
        }
        globs
    }

    fn declares(&self, module: &[String], name: &str) -> bool {
        self.files_of(module).any(|file| self.files[file].declares.contains(name))
    }

    fn files_of(&self, module: &[String]) -> impl Iterator<Item = &str> {
        self.modules.get(module).into_iter().flatten().map(String::as_str)
    }

    fn uses(&self, module: &[String]) -> impl Iterator<Item = &Use> {
        self.files_of(module).flat_map(|file| &self.files[file].uses)
    }

    fn bound(&self, module: &[String], name: &str) -> impl Iterator<Item = &Use> {
        self.uses(module).filter(move |item| item.name == name)
    }
}

/// Splits a path that starts with `crate`, `self` or `super` into its module and the rest.
fn anchored<'p>(module: &[String], path: &'p [String]) -> Option<(Vec<String>, &'p [String])> {
    let supers = path.iter().take_while(|segment| *segment == "super").count();
    match path.first()?.as_str() {
        "crate" => Some((Vec::new(), &path[1..])),
        "self" => Some((module.to_vec(), &path[1..])),
        "super" => Some((module[..module.len().checked_sub(supers)?].to_vec(), &path[supers..])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 6] = [
        ("lib.rs", "mod a; mod b; pub use a::Outer;"),
        (
            "a/mod.rs",
            "mod inner;\n#[path = \"no_other.rs\"]\nmod other;\npub use inner::{Inner, inner}; pub struct Outer;",
        ),
        ("a/inner.rs", "use serde::Serialize; pub struct Inner; pub fn inner() {}"),
        ("a/no_other.rs", "pub fn f() {}"),
        ("b/mod.rs", "use crate::a; pub use super::a::*;"),
        ("b/leaf.rs", ""),
    ];

    fn found(module: &str, path: &str) -> Vec<String> {
        let split =
            |text: &str| text.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let found = Crate::new(FILES).found(&split(module), &split(path));
        found
            .into_iter()
            .map(|found| format!("{}{}", found.file, if found.is_module { " itself" } else { "" }))
            .collect()
    }

    #[test]
    fn names_resolve_to_defining_file() {
        assert_eq!(found("b", "crate::Outer"), ["a/mod.rs"]);
        assert_eq!(found("b", "crate::a::Inner::new"), ["a/inner.rs"]);
        assert_eq!(found("b::leaf", "super::a::Inner"), ["a/inner.rs"]);
        assert_eq!(found("b::leaf", "super::Inner"), ["a/inner.rs"]);
        assert_eq!(found("a::inner", "super::other::f"), ["a/no_other.rs"]);
    }

    #[test]
    fn name_may_be_module_and_function() {
        assert_eq!(found("b", "crate::a::inner"), ["a/inner.rs", "a/inner.rs itself"]);
        assert_eq!(found("b", "a"), ["a/mod.rs itself"]);
    }

    #[test]
    fn other_crates_are_not_resolved() {
        assert_eq!(found("a::inner", "serde::Serialize"), [""; 0]);
        assert_eq!(found("a", "self::inner::Serialize"), [""; 0]);
        assert_eq!(found("a::inner", "Vec::new"), [""; 0]);
    }
}
