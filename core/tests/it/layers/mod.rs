//! Imports point down only, and the pure modules touch no clock, file, network or randomness. What each module may
//! import stands in one place, the table of ARCHITECTURE.md; this test reads it there.

use crate::rust_source::{NamedPath, named_paths, tokens, without_tests};
use crate::support::{files, read};
use std::collections::{BTreeMap, BTreeSet};

/// What only modules that are not pure may name.
const IMPURE: [&str; 16] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::hash::RandomState",
    "SystemTime",
    "Instant",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "Timestamp::now",
    "Zoned::now",
    "js_sys",
    "web_sys",
];

/// Crates that only modules that are not pure may name.
const IMPURE_CRATES: [&str; 9] =
    ["tokio", "reqwest", "rand", "getrandom", "tempfile", "zip", "rawzip", "rusqlite", "axum"];

/// Types of a module that are also exported by the crate's root.
const OF_THE_ROOT: [(&str, &str); 5] =
    [("Cancel", "cancel"), ("Error", "error"), ("ErrorInfo", "error"), ("ErrorKind", "error"), ("Result", "error")];

/// One module of the core, as the table describes it.
struct Layer {
    may_import: BTreeSet<String>,
    pure: bool,
}

type Layers = BTreeMap<String, Layer>;

#[test]
fn imports_point_down_only() {
    let architecture = read("ARCHITECTURE.md");
    let layers = layers(&architecture);
    let mut offences = Vec::new();
    let mut seen = BTreeSet::new();
    for file in files("core/src", &[".rs"]) {
        let path = file.trim_start_matches("core/src/");
        seen.extend(module_of(path));
        offences.extend(offences_in(path, &read(&file), &layers));
    }
    for module in layers.keys().filter(|module| !seen.contains(*module)) {
        offences.push(format!("ARCHITECTURE.md has a row for `{module}`, and there is no such module"));
    }
    assert!(offences.is_empty(), "{}\n\n{}", offences.join("\n"), drawing(&architecture));
}

/// The table "Module | May import | Pure".
fn layers(architecture: &str) -> Layers {
    let rows = architecture.lines().skip_while(|line| !line.starts_with("| Module | May import |")).skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let layers: Layers = rows.map(layer).collect();
    assert!(!layers.is_empty(), "ARCHITECTURE.md has no table of layers");
    layers
}

fn layer(row: &str) -> (String, Layer) {
    let cells: Vec<_> = row.split('|').map(str::trim).collect();
    let [_, module, may_import, pure, ..] = cells.as_slice() else { panic!("not a row: {row}") };
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    let module = quoted(module).pop_first().unwrap_or_else(|| panic!("no module in: {row}"));
    (module, Layer { may_import: quoted(may_import), pure: *pure == "yes" })
}

/// The first drawing of the text.
fn drawing(architecture: &str) -> &str {
    architecture.split("```").nth(1).unwrap_or_default()
}

/// The module at the crate's root that a file belongs to; none for the root itself and the program's start.
fn module_of(path: &str) -> Option<String> {
    let first = path.split('/').next().unwrap_or(path).trim_end_matches(".rs");
    (!["lib", "main"].contains(&first)).then(|| first.to_owned())
}

fn offences_in(path: &str, text: &str, layers: &Layers) -> Vec<String> {
    let Some(module) = module_of(path) else { return Vec::new() };
    if path.ends_with("/tests.rs") || path.contains("/tests/") {
        return Vec::new();
    }
    let Some(layer) = layers.get(&module) else {
        return vec![format!("core/src/{path}: `{module}` has no row in ARCHITECTURE.md")];
    };
    let offence = |named: &NamedPath| {
        let what = named.segments.join("::");
        let place = format!("core/src/{path}:{}", named.line);
        if let Some(other) = imported(named, path, layers).filter(|other| *other != module) {
            return (!layer.may_import.contains(&other))
                .then(|| format!("{place}: `{module}` may not import `{other}` (`{what}`)"));
        }
        (layer.pure && is_impure(named)).then(|| format!("{place}: `{module}` is pure and may not name `{what}`"))
    };
    named_paths(&without_tests(&tokens(text))).iter().filter_map(offence).collect()
}

/// The module at the crate's root that a path leads into.
fn imported(named: &NamedPath, path: &str, layers: &Layers) -> Option<String> {
    let supers = named.segments.iter().take_while(|segment| *segment == "super").count();
    let depth = path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").count();
    let name = if named.begins_with("crate") {
        named.segments.get(1)?
    } else if supers == depth {
        named.segments.get(supers).filter(|name| layers.contains_key(*name))?
    } else {
        return None;
    };
    let of_the_root = OF_THE_ROOT.iter().find(|(item, _)| item == name);
    Some(of_the_root.map_or_else(|| name.clone(), |(_, module)| (*module).to_owned()))
}

fn is_impure(named: &NamedPath) -> bool {
    // A path with one segment may be anybody's variable; with more, its first is a crate or module.
    let of_crate = |name: &&str| named.segments.len() > 1 && named.begins_with(name);
    IMPURE.iter().any(|prefix| named.begins_with(prefix)) || IMPURE_CRATES.iter().any(of_crate)
}

/// The test of the test: samples that offend, each beside a near miss.
mod self_test {
    use super::*;

    const TABLE: &str = "
| Module | May import | Pure |
|---|---|---|
| `wire` | `value`, `error` | |
| `value` | `error` | yes |
| `keys` | `error` | yes |
| `error` | | yes |
";

    fn offences(path: &str, text: &str) -> Vec<String> {
        offences_in(path, text, &layers(TABLE))
    }

    #[track_caller]
    fn offends(path: &str, text: &str, because: &str) {
        let found = offences(path, text);
        assert!(found.len() == 1 && found[0].contains(because), "{found:?}");
    }

    #[test]
    fn an_upward_import_offends_and_a_downward_one_does_not() {
        offends("value/id.rs", "use crate::wire::call;", "core/src/value/id.rs:1: `value` may not import `wire`");
        assert_eq!(offences("wire/mod.rs", "use crate::value::Value;"), [""; 0]);
    }

    #[test]
    fn a_sideways_import_offends_and_one_inside_the_module_does_not() {
        offends("value/id.rs", "\nuse crate::{error::Error, keys::Key};", "core/src/value/id.rs:2: `value` may not");
        assert_eq!(offences("value/id.rs", "use crate::{error::Error, value::keys};"), [""; 0]);
    }

    #[test]
    fn a_path_in_code_offends_and_one_in_a_comment_or_string_does_not() {
        offends("value/id.rs", "fn f() { crate::wire::call(); }", "(`crate::wire::call`)");
        assert_eq!(offences("value/id.rs", "/// crate::wire::call\nfn f() { \"crate::wire::call\"; }"), [""; 0]);
    }

    #[test]
    fn the_way_round_through_super_offends_and_a_parent_of_the_same_name_does_not() {
        offends("value/id.rs", "use super::super::wire::call;", "may not import `wire`");
        assert_eq!(offences("value/id/text.rs", "use super::super::wire::call;"), [""; 0]);
    }

    #[test]
    fn what_the_root_exports_belongs_to_its_module() {
        assert_eq!(offences("value/id.rs", "use crate::{Error, Result};"), [""; 0]);
        offends("error/kind.rs", "use crate::Value;", "`error` may not import `Value`");
    }

    #[test]
    fn the_clock_offends_in_a_pure_module_and_in_others_does_not() {
        offends("value/id.rs", "use std::time::{Duration, SystemTime};", "may not name `std::time::SystemTime`");
        offends("value/id.rs", "let now = Instant::now();", "may not name `Instant::now`");
        assert_eq!(offences("value/id.rs", "use std::time::Duration;"), [""; 0]);
        assert_eq!(offences("wire/mod.rs", "use std::time::SystemTime;"), [""; 0]);
    }

    #[test]
    fn files_network_and_randomness_offend_and_readers_do_not() {
        offends("value/id.rs", "use std::{fs::File, io};", "may not name `std::fs::File`");
        offends("value/id.rs", "std::net::lookup()", "may not name `std::net::lookup`");
        offends("value/id.rs", "rand::random()", "may not name `rand::random`");
        assert_eq!(offences("value/id.rs", "use std::io::BufRead; let rand = 4; let fs = rand;"), [""; 0]);
    }

    #[test]
    fn tests_of_a_module_may_import_what_they_like() {
        assert_eq!(offences("value/id.rs", "#[cfg(test)] mod tests { use crate::wire; use std::fs; }"), [""; 0]);
        offends("value/id.rs", "#[cfg(test)] mod tests {} use crate::wire;", "may not import `wire`");
    }

    #[test]
    fn a_module_without_a_row_offends() {
        offends("client/mod.rs", "", "`client` has no row in ARCHITECTURE.md");
    }
}
