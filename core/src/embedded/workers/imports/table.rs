//! Hidden table that an import fills.

use rusqlite::Transaction;

use super::plan::{Key, TablePlan};
use crate::cancel::Cancel;
use crate::embedded::database::Database;
use crate::embedded::records::document::{NewTable, State};
use crate::embedded::records::import::ImportRow;
use crate::error::Result;

/// The table being filled.
pub(super) struct TargetTable<'a> {
    pub(super) database: &'a Database,
    pub(super) table: i64,
    pub(super) key: &'a Key,
    pub(super) number: u32,
    pub(super) stop: &'a Cancel,
}

/// Creates the hidden table.
pub(super) fn make(tx: &Transaction<'_>, import: &ImportRow, planned: &TablePlan<'_>) -> Result<i64> {
    let (component, name) = &planned.key;
    let (deployment, number) = (import.deployment, planned.number);
    NewTable { deployment, component, name, number, state: State::Hidden, ts: 0 }.insert(tx)
}
