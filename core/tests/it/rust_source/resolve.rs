//! From paths to files: where what they name is defined, through every file that hands it on.

use std::collections::BTreeSet;

use super::Crate;
use super::uses::Use;

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// The file that defines it.
    pub(crate) file: String,
    /// Whether it is the module itself, and not something in it.
    pub(crate) is_module: bool,
}

/// The questions that are being answered, so that names that lead to each other end.
type Asked = BTreeSet<(Vec<String>, Vec<String>)>;

impl Crate {
    /// What a path leads to that a module names: nothing, where it is another crate's. A name can be that of a module
    /// and of a function.
    pub(super) fn found(&self, module: &[String], path: &[String]) -> Vec<Found> {
        let mut found = self.resolve(module, path, &mut Asked::new());
        found.sort();
        found.dedup();
        found
    }

    /// A path from the crate's root, where it says that it is of this crate.
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

    fn resolve(&self, module: &[String], path: &[String], asked: &mut Asked) -> Vec<Found> {
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

    /// What a path leads to that starts at a module.
    fn walk(&self, module: &[String], path: &[String], asked: &mut Asked) -> Vec<Found> {
        let Some((first, rest)) = path.split_first() else {
            return self.files_of(module).map(|file| Found { file: file.to_owned(), is_module: true }).collect();
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
            files.map(move |file| Found { file, is_module }).collect::<Vec<_>>()
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

    /// The modules all of whose names a module takes over, and that have this one.
    fn globs(&self, module: &[String], name: &str, asked: &mut Asked) -> Vec<Vec<String>> {
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

/// The module that a path starts at, and the rest, where it starts with `crate`, `self` or `super`.
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
    fn names_are_followed_to_the_file_that_defines_them() {
        assert_eq!(found("b", "crate::Outer"), ["a/mod.rs"]);
        assert_eq!(found("b", "crate::a::Inner::new"), ["a/inner.rs"]);
        assert_eq!(found("b::leaf", "super::a::Inner"), ["a/inner.rs"]);
        assert_eq!(found("b::leaf", "super::Inner"), ["a/inner.rs"]);
        assert_eq!(found("a::inner", "super::other::f"), ["a/no_other.rs"]);
    }

    #[test]
    fn a_name_can_be_that_of_a_module_and_of_a_function() {
        assert_eq!(found("b", "crate::a::inner"), ["a/inner.rs", "a/inner.rs itself"]);
        assert_eq!(found("b", "a"), ["a/mod.rs itself"]);
    }

    #[test]
    fn other_crates_lead_nowhere() {
        assert_eq!(found("a::inner", "serde::Serialize"), [""; 0]);
        assert_eq!(found("a", "self::inner::Serialize"), [""; 0]);
        assert_eq!(found("a::inner", "Vec::new"), [""; 0]);
    }
}
