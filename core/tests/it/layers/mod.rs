//! Imports point down only, and pure modules use no clock, file, network or randomness. ARCHITECTURE.md lists the
//! allowed imports of each module and of each level inside one; this test reads that table.

mod purity;
mod self_test;
mod table;

use crate::graph::circles;
use crate::rust_source::{Crate, NamedPath, Reference};
use crate::support::read;
use purity::is_impure;
use std::collections::BTreeSet;
use table::Layers;

#[test]
fn imports_point_down_only() {
    let architecture = read("ARCHITECTURE.md");
    let offences = offences(&Crate::of_the_core(), &Layers::read(&architecture));
    assert!(offences.is_empty(), "{}\n\n{}", offences.join("\n"), drawing(&architecture));
}

#[test]
fn table_has_no_cycles_and_levels_respect_their_module() {
    let layers = Layers::read(&read("ARCHITECTURE.md"));
    let offences = layers.offences();
    assert!(offences.is_empty(), "ARCHITECTURE.md:\n{}", offences.join("\n"));
    assert_eq!(circles(&layers.graph()), [[""; 0]; 0], "cycles among the rows of ARCHITECTURE.md");
}

/// The first drawing of the text.
fn drawing(architecture: &str) -> &str {
    architecture.split("```").nth(1).unwrap_or_default()
}

/// Offences in the files of a crate.
fn offences(sources: &Crate, layers: &Layers) -> Vec<String> {
    let mut offences = Vec::new();
    let mut seen = BTreeSet::new();
    for path in sources.paths() {
        // The root re-exports names.
        let Some(module) = sources.module(path).first() else { continue };
        let Some(row) = layers.row_of(sources.module(path)) else {
            offences.push(format!("core/src/{path}: `{module}` has no row in ARCHITECTURE.md"));
            continue;
        };
        seen.insert(row);
        if layers.has_levels(row) && !row.contains("::") && !sources.only_hands_on(path) {
            offences.push(format!("core/src/{path}: it is in no level of `{row}`"));
        }
        offences.extend(imports(path, row, sources, layers));
        if layers.is_pure(row) {
            let named = sources.named(path).into_iter().filter(is_impure);
            offences.extend(named.map(|NamedPath { segments, line }| {
                format!("core/src/{path}:{line}: `{row}` is pure and may not name `{}`", segments.join("::"))
            }));
        }
    }
    for row in layers.rows().filter(|row| !seen.contains(row)) {
        offences.push(format!("ARCHITECTURE.md: no file belongs to the row `{row}`"));
    }
    offences
}

/// Imports of a file that its row does not allow.
fn imports(path: &str, row: &str, sources: &Crate, layers: &Layers) -> Vec<String> {
    let hands_on = sources.only_hands_on(path);
    let references = sources.references(path);
    let offences = references.iter().filter_map(|reference| {
        let targets = targets(reference, row, sources, layers);
        let is_below = |target: &str| hands_on && is_around(row, target);
        let refused = targets.into_iter().find(|target| !layers.allows(row, target) && !is_below(target))?;
        let Reference { line, written, .. } = reference;
        Some(format!("core/src/{path}:{line}: `{row}` may not import `{refused}` (`{written}`)"))
    });
    offences.collect()
}

/// Rows of a target: that of the module through which it is imported, or, if that only re-exports names of the
/// levels inside and around it, those of the files that define it.
fn targets(reference: &Reference, from: &str, sources: &Crate, layers: &Layers) -> BTreeSet<String> {
    let Some(absolute) = &reference.absolute else { return BTreeSet::new() };
    let named = layers.row_of(absolute);
    let is_inside = named.is_some_and(|named| is_around(named, from));
    let defined = reference.found.iter().filter_map(|found| {
        let row = layers.row_of(sources.module(&found.file))?;
        // A module is named only to reach its items, which are checked themselves.
        let is_passed = found.is_module && (is_around(row, from) || layers.allows_a_level_of(from, row));
        Some((row, is_passed))
    });
    let counts = |row: &str| is_inside || named.is_none_or(|named| layers.has_levels(named) && is_around(named, row));
    let defined: Vec<_> = defined.filter(|(row, _)| counts(row)).collect();
    if defined.is_empty() && !is_inside {
        return named.or(absolute.first().map(String::as_str)).into_iter().map(str::to_owned).collect();
    }
    defined.into_iter().filter(|(_, is_passed)| !is_passed).map(|(row, _)| row.to_owned()).collect()
}

fn is_around(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}
