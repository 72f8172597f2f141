//! The table "Module | May import | Pure" of ARCHITECTURE.md. A row is a module at the crate's root, or a level inside one:
//! `compat`, `compat::rules`.

use std::collections::{BTreeMap, BTreeSet};

struct Layer {
    may_import: BTreeSet<String>,
    pure: bool,
}

/// Rows by name.
pub(super) struct Layers(BTreeMap<String, Layer>);

impl Layers {
    pub(super) fn read(architecture: &str) -> Self {
        let rows = architecture.lines().skip_while(|line| !line.starts_with("| Module | May import |")).skip(2);
        let rows: BTreeMap<_, _> = rows.take_while(|line| line.starts_with('|')).map(layer).collect();
        assert!(!rows.is_empty(), "ARCHITECTURE.md has no table of layers");
        Self(rows)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The most specific row for a path from the crate's root.
    pub(super) fn row_of(&self, path: &[String]) -> Option<&str> {
        let names = (1..=path.len()).rev().map(|len| path[..len].join("::"));
        names.into_iter().find_map(|name| self.0.get_key_value(&name)).map(|(name, _)| name.as_str())
    }

    /// Checks if a module has rows for its levels.
    pub(super) fn has_levels(&self, row: &str) -> bool {
        self.levels(row).next().is_some()
    }

    pub(super) fn is_pure(&self, row: &str) -> bool {
        self.0.get(row).is_some_and(|layer| layer.pure)
    }

    /// Checks if a row may import another: itself, those it names, and every level of a module that it names.
    pub(super) fn allows(&self, row: &str, target: &str) -> bool {
        let named = |name: &str| self.0.get(row).is_some_and(|layer| layer.may_import.contains(name));
        row == target || named(target) || (module(row) != module(target) && named(module(target)))
    }

    /// Checks if a row may import an item of another, at any level.
    pub(super) fn allows_a_level_of(&self, row: &str, other: &str) -> bool {
        self.allows(row, other) || self.levels(other).any(|level| self.allows(row, level))
    }

    /// Offences in the rows themselves.
    pub(super) fn offences(&self) -> Vec<String> {
        let mut offences = Vec::new();
        for (row, layer) in &self.0 {
            let unknown = layer.may_import.iter().filter(|name| !self.0.contains_key(*name));
            offences.extend(unknown.map(|name| format!("`{row}` may import `{name}`, which has no row")));
            let Some(whole) = self.0.get(module(row)) else {
                offences.push(format!("`{row}` is a level of `{}`, which has no row", module(row)));
                continue;
            };
            let beyond = layer.may_import.iter().map(|name| module(name));
            let beyond = beyond.filter(|name| *name != module(row) && !whole.may_import.contains(*name));
            offences.extend(beyond.map(|name| format!("`{row}` may import `{name}`, and `{}` may not", module(row))));
            if whole.pure && !layer.pure {
                offences.push(format!("`{}` is pure, and its level `{row}` is not", module(row)));
            }
        }
        offences
    }

    /// Each row, and the rows that it may import. A module with level rows imports them, since it re-exports them.
    pub(super) fn graph(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let imports = |row| {
            let imported = move |target: &&str| *target != row && self.allows(row, target);
            self.rows().filter(imported).chain(self.levels(row).filter(move |_| !row.contains("::"))).collect()
        };
        self.rows().map(|row| (row, imports(row))).collect()
    }

    fn levels<'s>(&'s self, row: &str) -> impl Iterator<Item = &'s str> {
        let prefix = format!("{row}::");
        self.rows().filter(move |other| other.starts_with(&prefix))
    }
}

fn layer(row: &str) -> (String, Layer) {
    let cells: Vec<_> = row.split('|').map(str::trim).collect();
    let [_, module, may_import, pure, ..] = cells.as_slice() else { panic!("not a row: {row}") };
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    let module = quoted(module).pop_first().unwrap_or_else(|| panic!("no module in: {row}"));
    (module, Layer { may_import: quoted(may_import), pure: *pure == "yes" })
}

/// Module at the crate's root that a row names or belongs to.
fn module(row: &str) -> &str {
    row.split("::").next().unwrap_or(row)
}
