//! Stand-ins for packages that modules import and that are not in the bundle.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The names imported from each package.
#[derive(Default)]
pub(super) struct Packages(BTreeMap<String, BTreeSet<String>>);

impl Packages {
    /// Adds the imports of a bundled module.
    pub(super) fn add(&mut self, source: &str) {
        for (at, _) in source.match_indices("from") {
            let (before, after) = (source.get(..at).unwrap_or_default(), source.get(at + 4..).unwrap_or_default());
            if let Some(package) = parse_package(after) {
                let names = self.0.entry(package.to_owned()).or_default();
                names.extend(parse_names(before.trim_end(), source));
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

    /// Returns a stand-in module for each package, in which every export is [anything](../js/node.js).
    pub(super) fn stand_ins(&self) -> impl Iterator<Item = (String, String)> {
        self.0.iter().map(|(package, names)| {
            let name = serde_json::Value::from(package.as_str());
            let mut source = format!("const it = __anything({name});\nexport default it;\n");
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
    let (package, _) = after.get(1..)?.split_once(quote)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "@/._:-+~".contains(c);
    (!package.is_empty() && !package.starts_with('.') && package.chars().all(is_name)).then_some(package)
}

/// Parses the names of the import clause at the end of `before`.
fn parse_names(before: &str, source: &str) -> BTreeSet<String> {
    if let Some(list) = before.strip_suffix('}').and_then(|before| before.rsplit_once('{')) {
        let names = list.1.split(',').filter_map(|entry| entry.split_whitespace().next());
        return names.filter(|name| is_identifier(name)).map(str::to_owned).collect();
    }
    let start = before.rfind(|c: char| !is_identifier_char(c)).map_or(0, |at| at + 1);
    let (clause, local) = before.split_at(start);
    let whole = clause.trim_end().strip_suffix("as").is_some_and(|clause| clause.trim_end().ends_with('*'));
    if whole && !local.is_empty() { members(local, source) } else { BTreeSet::new() }
}

/// Returns the members of `name` that a source accesses.
fn members(name: &str, source: &str) -> BTreeSet<String> {
    let access = format!("{name}.");
    let names = source.match_indices(&access).filter_map(|(at, _)| {
        let alone = !source.get(..at)?.ends_with(is_identifier_char);
        let rest = source.get(at + access.len()..)?;
        let member = rest.split(|c: char| !is_identifier_char(c)).next()?;
        (alone && is_identifier(member)).then(|| member.to_owned())
    });
    names.collect()
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
