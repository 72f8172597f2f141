//! Snapshots of a store: compares and restores them.

use rusqlite::Connection;
use rusqlite::types::Value;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

/// The rows of each table.
#[derive(Clone, PartialEq)]
pub(super) struct Rows(BTreeMap<String, Vec<Vec<Value>>>);

/// Number of changed, deleted or new rows per table.
pub(super) type Changes = BTreeMap<String, usize>;

/// A store that is read and restored from outside while a platform has it open.
pub(super) struct Outside {
    connection: Connection,
    /// SQLite's count of commits by others, when last read.
    seen: Cell<i64>,
}

impl Outside {
    pub(super) fn open(path: &Path) -> Self {
        let connection = Connection::open(path).unwrap();
        connection.pragma_update(None, "foreign_keys", false).unwrap();
        Self { connection, seen: Cell::new(0) }
    }

    /// The rows, except for columns that no request sets: last use of tokens and ports of deployments.
    pub(super) fn rows(&self) -> Rows {
        let read = |table: String| {
            let mut statement = self.connection.prepare_cached(&format!("SELECT * FROM {table}")).unwrap();
            let columns: Vec<_> = statement.column_names().into_iter().map(str::to_owned).collect();
            let said = |column: &String| !["last_used_time", "port"].contains(&column.as_str());
            let kept: Vec<_> = (0..columns.len()).filter(|at| said(&columns[*at])).collect();
            let cells = statement.query_map([], |row| kept.iter().map(|at| row.get(*at)).collect()).unwrap();
            let rows = cells.map(Result::unwrap).collect();
            (table, rows)
        };
        Rows(self.tables().into_iter().map(read).collect())
    }

    /// Tables that the platform's own statements fill; triggers fill the full-text ones.
    fn tables(&self) -> Vec<String> {
        let named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'deployment_texts%'";
        let mut statement = self.connection.prepare_cached(named).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// The current rows; `before` unless there was a commit.
    pub(super) fn rows_after(&self, before: &Rows) -> Rows {
        let now = self.connection.pragma_query_value(None, "data_version", |row| row.get(0)).unwrap();
        if self.seen.replace(now) == now { before.clone() } else { self.rows() }
    }

    /// Keeps a copy of all rows, for [`put_back`](Self::put_back).
    pub(super) fn save(&self) {
        for table in self.tables() {
            let copy = format!(
                "DROP TABLE IF EXISTS temp.kept_{table}; CREATE TABLE temp.kept_{table} AS SELECT * FROM main.{table}"
            );
            self.connection.execute_batch(&copy).unwrap();
        }
    }

    /// Restores the saved state of the store.
    pub(super) fn put_back(&self) {
        // Triggers delete rows of other tables, so all tables are emptied first.
        let tables = self.tables();
        let empty: String = tables.iter().map(|table| format!("DELETE FROM main.{table};")).collect();
        let fill = |table| format!("INSERT INTO main.{table} SELECT * FROM temp.kept_{table};");
        let fill: String = tables.iter().map(fill).collect();
        self.connection.execute_batch(&format!("BEGIN IMMEDIATE; {empty} {fill} COMMIT")).unwrap();
    }
}

impl Rows {
    /// Changes of a call.
    pub(super) fn changes(&self, after: &Self) -> Changes {
        let mut changes = Changes::new();
        for (table, before) in self.0.iter().filter(|(table, _)| *table != "sqlite_sequence") {
            let after = &after.0[table];
            let missing =
                |rows: &[Vec<Value>], other: &[Vec<Value>]| rows.iter().filter(|row| !other.contains(row)).count();
            let count = missing(before, after).max(missing(after, before));
            if count > 0 {
                changes.insert(table.clone(), count);
            }
        }
        changes
    }

    /// Checks if a text is stored unchanged: in a cell, or in the JSON of a cell.
    pub(super) fn hold(&self, text: &str) -> bool {
        let in_cell = |cell: &Value| match cell {
            Value::Text(found) => {
                found == text || serde_json::from_str(found).is_ok_and(|json| super::says(&json, text))
            }
            _ => false,
        };
        self.0.values().flatten().flatten().any(in_cell)
    }
}
