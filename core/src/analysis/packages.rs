//! Stand-ins for packages that modules import and that are not in the bundle.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

/// The names imported from each package.
#[derive(Default)]
pub(super) struct Packages(BTreeMap<String, BTreeSet<String>>);

impl Packages {
    /// Adds the imports of a bundled module.
    pub(super) fn add(&mut self, source: &str) {
        let mut members = Members { source, found: None };
        for (at, _) in source.match_indices("from") {
            let (before, after) = (source.get(..at).unwrap_or_default(), source.get(at + 4..).unwrap_or_default());
            if let Some(package) = parse_package(after) {
                let names = self.0.entry(package.to_owned()).or_default();
                names.extend(parse_names(before.trim_end(), &mut members));
            }
        }
        for (at, _) in source.match_indices("import") {
            // `import "package"` and `import("package")`
            let after = source.get(at + 6..).unwrap_or_default().trim_start();
            if let Some(package) = parse_package(after.strip_prefix('(').unwrap_or(after)) {
                self.0.entry(package.to_owned()).or_default();
            }
        }
    }

    /// Returns a stand-in module for each package, from [node.js](../js/node.js).
    pub(super) fn stand_ins(&self) -> impl Iterator<Item = (String, String)> {
        self.0.iter().map(|(package, names)| {
            let name = serde_json::Value::from(package.as_str());
            let mut source = format!("const it = __package({name});\nexport default it;\n");
            for (index, name) in names.iter().filter(|name| *name != "default").enumerate() {
                let _ = writeln!(source, "const n{index} = it[{}];", serde_json::Value::from(name.as_str()));
                let _ = writeln!(source, "export {{ n{index} as {name} }};");
            }
            (package.clone(), source)
        })
    }
}

/// Parses a quoted specifier and returns its package. Specifiers that start with a dot are modules of the bundle.
fn parse_package(after: &str) -> Option<&str> {
    let after = after.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inside = after.get(1..)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "@/._:-+~".contains(c);
    // Stops at the first other character: without a closing quote, the whole rest would be searched for each import.
    let (package, rest) = inside.split_at(inside.find(|c| !is_name(c))?);
    (!package.is_empty() && !package.starts_with('.') && rest.starts_with(quote)).then_some(package)
}

/// Parses the names of the import clause at the end of `before`.
fn parse_names(before: &str, members: &mut Members<'_>) -> BTreeSet<String> {
    if let Some(before) = before.strip_suffix('}') {
        // A list contains no braces, so the search ends at the one before.
        let start = before.rfind(['{', '}']).filter(|at| before.get(*at..).is_some_and(|rest| rest.starts_with('{')));
        let Some(list) = start.and_then(|at| before.get(at + 1..)) else { return BTreeSet::new() };
        let names = list.split(',').filter_map(|entry| entry.split_whitespace().next());
        return names.filter(|name| is_identifier(name)).map(str::to_owned).collect();
    }
    let start = before.rfind(|c: char| !is_identifier_char(c)).map_or(0, |at| at + 1);
    let (clause, local) = before.split_at(start);
    let whole = clause.trim_end().strip_suffix("as").is_some_and(|clause| clause.trim_end().ends_with('*'));
    if whole && !local.is_empty() { members.of(local) } else { BTreeSet::new() }
}

/// The members of variables that a source accesses, found in one pass for all of them.
struct Members<'s> {
    source: &'s str,
    found: Option<HashMap<&'s str, BTreeSet<&'s str>>>,
}

impl<'s> Members<'s> {
    /// Returns the members of a variable.
    fn of(&mut self, name: &str) -> BTreeSet<String> {
        let source = self.source;
        let found = self.found.get_or_insert_with(|| find_members(source));
        found.get(name).into_iter().flatten().map(|member| (*member).to_owned()).collect()
    }
}

fn find_members(source: &str) -> HashMap<&str, BTreeSet<&str>> {
    let mut found: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for (at, _) in source.match_indices('.') {
        let (before, after) = (source.get(..at).unwrap_or_default(), source.get(at + 1..).unwrap_or_default());
        let start = before.char_indices().rev().take_while(|(_, c)| is_identifier_char(*c)).last();
        let member = after.split(|c: char| !is_identifier_char(c)).next().unwrap_or_default();
        if let Some((start, _)) = start.filter(|_| is_identifier(member)) {
            found.entry(before.get(start..).unwrap_or_default()).or_default().insert(member);
        }
    }
    found
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_identifier_char)
}

fn is_identifier_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut packages = Packages::default();
        packages.add(source);
        packages.0
    }

    fn names(list: &[&str]) -> BTreeSet<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn all_forms_of_import_are_found() {
        let found = of(
            "import { createHash as zt, x } from \"node:crypto\";import{a}from'pkg/sub';\nimport d from \"@scope/p\";\n\
            import * as fs from \"fs\"; fs.readFileSync(y.fs.no); import \"effect\"; await import(\"late\"); import e, * as os from 'os'; os.cpus()",
        );
        assert_eq!(found["node:crypto"], names(&["createHash", "x"]));
        assert_eq!(found["pkg/sub"], names(&["a"]));
        assert_eq!(found["@scope/p"], names(&[]));
        assert!(found["fs"].contains("readFileSync"));
        assert_eq!(found["os"], names(&["cpus"]));
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn relative_imports_and_strings_are_ignored() {
        assert!(of("import { a } from \"./_deps/X.js\"; const s = 'from \"a b\"'; export { x };").is_empty());
    }
}
