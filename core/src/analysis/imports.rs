//! Imports of modules, found without parsing JavaScript.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::relative;
use crate::artifact::Module;

/// Returns for each module the modules of the list that it may import: those that a string in its source names. Too many are
/// harmless.
pub(super) fn imports_of(modules: &[Module]) -> BTreeMap<&str, Vec<&str>> {
    let known: BTreeSet<&str> = modules.iter().map(|module| module.path.as_str()).collect();
    let imports = |module: &Module| {
        let named = specifiers(&module.source).filter_map(|specifier| relative(&module.path, specifier));
        let found: BTreeSet<&str> = named.filter_map(|path| known.get(path.as_str()).copied()).collect();
        found.into_iter().collect()
    };
    modules.iter().map(|module| (module.path.as_str(), imports(module))).collect()
}

/// Returns the strings in quotes that start with `./` or `../` and end with `.js`.
fn specifiers(source: &str) -> impl Iterator<Item = &str> {
    let ends = source.match_indices(".js").filter(|(at, _)| {
        let next = source.as_bytes().get(at + ".js".len());
        next.is_some_and(|byte| matches!(byte, b'"' | b'\'' | b'`'))
    });
    ends.filter_map(|(at, text)| {
        let end = at + text.len();
        let quote = char::from(*source.as_bytes().get(end)?);
        let start = source.get(..at)?.rfind(quote)? + 1;
        source.get(start..end).filter(|specifier| specifier.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifact::ModuleEnvironment;

    #[test]
    fn imports_are_named_modules_of_the_list() {
        let module = |path: &str, source: &str| Module {
            path: path.to_owned(),
            source: source.to_owned(),
            source_map: None,
            environment: ModuleEnvironment::Isolate,
        };
        let modules = [
            module("_deps/A.js", "export const a = 1;"),
            module("_deps/B.js", "import {a} from './A.js'; export {a};"),
            module("dir/c.js", "import{a}from\"../_deps/B.js\";const later=()=>import('../other.js');"),
            module("other.js", "const text = 'not ./_deps/A.js here'; const none = \"./none.js\";"),
        ];
        let imports = imports_of(&modules);
        assert_eq!(imports["_deps/A.js"], [""; 0]);
        assert_eq!(imports["_deps/B.js"], ["_deps/A.js"]);
        assert_eq!(imports["dir/c.js"], ["_deps/B.js", "other.js"]);
        assert_eq!(imports["other.js"], [""; 0]);
    }
}
