//! The files of a crate, and the references between them.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::ResolvedPath;
use super::uses::{Use, take_uses};
use super::{NamedPath, Token, named_paths, tokens, without_tests};
use crate::support::{CORE, files, read};

/// Files of a crate, by their path in the source folder; test files are excluded.
pub(crate) struct Crate {
    pub(super) files: BTreeMap<String, File>,
    /// Files of each module: several if features choose among them.
    pub(super) modules: BTreeMap<Vec<String>, Vec<String>>,
}

pub(super) struct File {
    /// Path of its module from the crate's root.
    pub(super) module: Vec<String>,
    pub(super) uses: Vec<Use>,
    /// Names of the items that it declares.
    pub(super) declares: BTreeSet<String>,
    /// All tokens but those of test items.
    tokens: Vec<Token>,
    /// The tokens without `use` items.
    others: Vec<Token>,
}

/// A reference in a file.
pub(crate) struct Reference {
    /// The reference as written.
    pub(crate) written: String,
    pub(crate) line: usize,
    /// Path from the crate's root, if it is in this crate.
    pub(crate) absolute: Option<Vec<String>>,
    /// Target in this crate.
    pub(crate) found: Vec<ResolvedPath>,
    /// True for a re-export.
    pub(crate) handed_on: bool,
}

impl Crate {
    /// Reads the files of all core crates as one crate, since the facade re-exports the others.
    pub(crate) fn of_the_core() -> Self {
        let mut texts = BTreeMap::<String, String>::new();
        for folder in CORE {
            for file in files(folder, &[".rs"]) {
                let path = file.trim_start_matches(folder).trim_start_matches('/').to_owned();
                texts.entry(path).or_default().push_str(&read(&file));
            }
        }
        Self::new(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// Reads files, given as paths and texts.
    pub(crate) fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files: Vec<_> = files.into_iter().filter(|(path, _)| !is_apart(path)).collect();
        let named: BTreeMap<String, Vec<String>> = files.iter().flat_map(|(path, text)| paths_of(path, text)).collect();
        let files = files.into_iter().map(|(path, text)| {
            let module = named.get(path).cloned().unwrap_or_else(|| module_of(path));
            let tokens = without_tests(&tokens(text));
            let (uses, others) = take_uses(&tokens);
            (path.to_owned(), File { module, uses, declares: declared(&others), tokens, others })
        });
        let files: BTreeMap<String, File> = files.collect();
        let mut modules = BTreeMap::<Vec<String>, Vec<String>>::new();
        for (path, file) in &files {
            modules.entry(file.module.clone()).or_default().push(path.clone());
        }
        Self { files, modules }
    }

    /// Paths of the files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Path of a file's module from the crate's root.
    pub(crate) fn module(&self, path: &str) -> &[String] {
        &self.files[path].module
    }

    /// Checks if a file only declares modules and re-exports names.
    pub(crate) fn only_hands_on(&self, path: &str) -> bool {
        let mut rest = self.files[path].others.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = match first.text.as_str() {
                "#" => past_attribute(after),
                "pub" | "mod" | "(" | ")" | "in" | "super" | "crate" | "self" | ";" | "::" => after,
                // The name of a module, or part of a visibility path.
                _ if after.first().is_some_and(|next| [";", ")", "::"].iter().any(|end| next.is(end))) => after,
                _ => return false,
            };
        }
        true
    }

    /// Every path in the text of a file.
    pub(crate) fn named(&self, path: &str) -> Vec<NamedPath> {
        named_paths(&self.files[path].tokens)
    }

    /// References of a file, in order.
    pub(crate) fn references(&self, path: &str) -> Vec<Reference> {
        let file = &self.files[path];
        let uses = file.uses.iter().map(|item| {
            let mut found = self.found(&file.module, &item.segments);
            if item.name == "*" {
                found.iter_mut().for_each(|found| found.is_module = false);
            }
            self.reference(file, &item.segments, item.line, found, item.handed_on)
        });
        let named = named_paths(&file.others).into_iter();
        let named = named.filter(|named| named.segments.len() > 1).chain(file.handed_on_and_used());
        let named = named.map(|NamedPath { segments, line }| {
            let found = self.found(&file.module, &segments);
            self.reference(file, &segments, line, found, false)
        });
        let mut references: Vec<_> = uses.chain(named).collect();
        references.sort_by_key(|reference| reference.line);
        references
    }

    fn reference(
        &self,
        file: &File,
        segments: &[String],
        line: usize,
        found: Vec<ResolvedPath>,
        handed_on: bool,
    ) -> Reference {
        let absolute = self.absolute(&file.module, segments);
        Reference { written: segments.join("::"), line, absolute, found, handed_on }
    }
}

impl File {
    /// Names that the file both re-exports and uses.
    fn handed_on_and_used(&self) -> impl Iterator<Item = NamedPath> {
        let is_handed_on = |name: &str| self.uses.iter().any(|item| item.handed_on && item.name == name);
        self.others.iter().enumerate().filter_map(move |(index, token)| {
            let is = |at: Option<usize>, texts: &[&str]| {
                at.and_then(|at| self.others.get(at)).is_some_and(|other| texts.iter().any(|text| other.is(text)))
            };
            let (before, after) = (index.checked_sub(1), Some(index + 1));
            // Others are fields, methods, declarations and parts of paths.
            let is_type = token.text.starts_with(char::is_uppercase);
            let is_whole = !is(before, &[".", "::", "fn", "mod"]) && !is(after, &["::"]);
            let is_used = is_whole && (is_type || is(after, &["(", "!"])) && is_handed_on(&token.text);
            is_used.then(|| NamedPath { segments: vec![token.text.clone()], line: token.line })
        })
    }
}

/// Checks if a file is not part of the library: tests and the program's `main`.
fn is_apart(path: &str) -> bool {
    path == "main.rs" || path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn module_of(path: &str) -> Vec<String> {
    let mut module: Vec<_> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

/// Files that `path` attributes name, each with its module.
fn paths_of(path: &str, text: &str) -> Vec<(String, Vec<String>)> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut named, mut waiting) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim_start) {
        let attribute = line.starts_with("#[path") || line.starts_with("#[cfg_attr(");
        if let Some((_, rest)) = line.split_once("path = \"").filter(|_| attribute) {
            waiting.push(format!("{folder}/{}", rest.split('"').next().unwrap_or_default()));
        } else if let Some((_, rest)) = line.split_once("mod ").filter(|_| line.ends_with(';')) {
            let module = [module_of(path), vec![rest.trim_end_matches(';').to_owned()]].concat();
            named.extend(waiting.drain(..).map(|file| (file, module.clone())));
        }
    }
    named
}

fn declared(tokens: &[Token]) -> BTreeSet<String> {
    const ITEMS: [&str; 8] = ["struct", "enum", "fn", "trait", "type", "const", "static", "mod"];
    let items = tokens.windows(2).filter(|pair| ITEMS.iter().any(|item| pair[0].is(item))).map(|pair| &pair[1]);
    let macros = tokens.windows(3).filter(|triple| triple[0].is("macro_rules")).map(|triple| &triple[2]);
    items.chain(macros).map(|token| token.text.clone()).collect()
}

/// Skips an attribute whose `#` has been read.
fn past_attribute(tokens: &[Token]) -> &[Token] {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        depth += i32::from(token.is("[")) - i32::from(token.is("]"));
        if depth == 0 && token.is("]") {
            return &tokens[index + 1..];
        }
    }
    &[]
}
