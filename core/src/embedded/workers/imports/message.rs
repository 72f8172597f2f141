//! Confirmation message of an import, in Convex's own wording.

use std::collections::BTreeMap;

use crate::embedded::records::document::STORAGE;
use crate::embedded::workers::wording::with_commas;
use crate::value::Name;

/// Effect of an import on a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TableChange {
    /// Number of added documents.
    pub(super) added: u64,
    /// Number of deleted documents.
    pub(super) deleted: u64,
    /// Number of existing documents.
    pub(super) existing: u64,
}

/// Effects of an import, by component and table.
pub(super) type Changes = BTreeMap<(String, Name), TableChange>;

/// Returns the message, and true if the import requires confirmation.
pub(super) fn message(changes: &Changes) -> (String, bool) {
    let mut lines = Vec::new();
    let mut components: BTreeMap<&str, Vec<(&Name, &TableChange)>> = BTreeMap::new();
    for ((component, table), change) in changes {
        components.entry(component).or_default().push((table, change));
    }
    for (component, tables) in components {
        if !component.is_empty() {
            lines.push(format!("Component {component}"));
        }
        lines.extend(draw(&tables));
    }
    if !lines.is_empty() {
        lines.insert(0, "Import change summary:".to_owned());
    }
    lines.push(
        "Once the import has started, it will run in the background.\nInterrupting `npx convex import` will not cancel it."
            .to_owned(),
    );
    (lines.join("\n"), changes.values().any(|change| change.deleted > 0))
}

fn draw(tables: &[(&Name, &TableChange)]) -> Vec<String> {
    let mut rows = vec![["table".to_owned(), "create".to_owned(), "delete".to_owned()]];
    rows.extend(tables.iter().map(|(name, change)| {
        let unit = if **name == STORAGE { " files" } else { "" };
        let delete = format!("{} of {}{unit}", with_commas(change.deleted), with_commas(change.existing));
        [name.to_string(), with_commas(change.added), delete]
    }));
    let width =
        |column: fn(&[String; 3]) -> &String| rows.iter().map(|row| column(row).len()).max().unwrap_or_default();
    let (a, b, c) = (width(|row| &row[0]), width(|row| &row[1]), width(|row| &row[2]));
    let mut lines: Vec<_> = rows.iter().map(|[x, y, z]| format!("{x:a$} | {y:b$} | {z:c$} |")).collect();
    lines.insert(1, "-".repeat(a + 3 + b + 3 + c + 2));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_matches_convex_layout() {
        let change = |added, deleted, existing| TableChange { added, deleted, existing };
        let changes = Changes::from([
            ((String::new(), "big".into()), change(100_000, 1_000, 100_000)),
            ((String::new(), "messages".into()), change(20, 0, 21)),
            ((String::new(), "_storage".into()), change(1, 2, 3)),
            (("a/b".to_owned(), "t".into()), change(0, 0, 0)),
        ]);
        let (text, confirm) = message(&changes);
        let expected = "Import change summary:\n\
            table    | create  | delete           |\n\
            ---------------------------------------\n\
            _storage | 1       | 2 of 3 files     |\n\
            big      | 100,000 | 1,000 of 100,000 |\n\
            messages | 20      | 0 of 21          |\n\
            Component a/b\n\
            table | create | delete |\n\
            -------------------------\n\
            t     | 0      | 0 of 0 |\n\
            Once the import has started, it will run in the background.\n\
            Interrupting `npx convex import` will not cancel it.";
        assert_eq!((text.as_str(), confirm), (expected, true));
    }

    #[test]
    fn import_without_deletions_needs_no_confirmation() {
        let changes = Changes::from([((String::new(), "t".into()), TableChange { added: 1, deleted: 0, existing: 5 })]);
        assert!(!message(&changes).1);
        assert!(!message(&Changes::new()).0.contains("summary"));
    }
}
