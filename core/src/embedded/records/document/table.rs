//! Tables of a deployment.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row, Transaction};

use crate::embedded::records::from_sql;
use crate::error::Result;
use crate::model::DeploymentId;
use crate::value::{Name, Tables};

/// First number of an app's tables.
const FIRST_NUMBER: u32 = 10_001;

/// Table of stored files, which holds their metadata.
pub(in crate::embedded) const STORAGE: &str = "_storage";

/// Convex's own tables that documents may refer to. Their numbers are not checked.
const SYSTEM: [&str; 2] = ["_scheduled_functions", STORAGE];

/// State of a table. A replaced or deleted table has a third state, `gone`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum State {
    /// An import is filling it.
    Hidden,
    /// It is visible.
    Active,
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Active => "active",
        }
    }
}

/// A table.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct TableRow {
    pub(in crate::embedded) id: i64,
    pub(in crate::embedded) component: String,
    pub(in crate::embedded) name: Name,
    pub(in crate::embedded) number: u32,
    /// Timestamp of its activation.
    pub(in crate::embedded) ts: i64,
    /// Number of documents.
    pub(in crate::embedded) documents: u64,
    /// Size of the documents in bytes, as Convex counts.
    pub(in crate::embedded) bytes: u64,
}

/// SQL condition for the tables of apps: names of other tables start with `_`.
const OF_APPS: &str = "name NOT GLOB '_*'";

const TABLE: &str = "SELECT id, component, name, number, ts, documents, bytes FROM data_tables";

impl TableRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            component: row.get(1)?,
            name: row.get_ref(2)?.as_str()?.into(),
            number: row.get(3)?,
            ts: row.get(4)?,
            documents: from_sql(row.get(5)?),
            bytes: from_sql(row.get(6)?),
        })
    }

    /// Returns the active tables, by component and name.
    pub(in crate::embedded) fn all(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Vec<Self>> {
        let tables = Self::with_storage(tx, deployment)?.into_iter();
        Ok(tables.filter(|table| !is_system(&table.name)).collect())
    }

    /// Like [`all`](Self::all), with the tables of stored files.
    pub(in crate::embedded) fn with_storage(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Vec<Self>> {
        let sql = format!("{TABLE} WHERE deployment_id = ?1 AND state = 'active' ORDER BY component, name");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map([deployment], Self::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the tables that were active at a timestamp, in order of creation. Tables deleted long ago are missing.
    pub(in crate::embedded) fn at(tx: &Transaction<'_>, deployment: DeploymentId, ts: i64) -> Result<Vec<Self>> {
        let sql = format!(
            "{TABLE} WHERE deployment_id = ?1 AND {OF_APPS} AND state IN ('active', 'gone') AND ts <= ?2 \
             AND (gone_ts IS NULL OR gone_ts > ?2) ORDER BY id"
        );
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map((deployment, ts), Self::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the tables of a component, by name.
    pub(in crate::embedded) fn of_component(
        tx: &Transaction<'_>,
        deployment: DeploymentId,
        component: &str,
    ) -> Result<Vec<Self>> {
        let sql = format!(
            "{TABLE} WHERE deployment_id = ?1 AND component = ?2 AND {OF_APPS} AND state = 'active' ORDER BY name"
        );
        let mut statement = tx.prepare_cached(&sql)?;
        let found = statement.query_map((deployment, component), Self::read)?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the table with a name.
    pub(in crate::embedded) fn by_name(
        tx: &Transaction<'_>,
        deployment: DeploymentId,
        component: &str,
        name: &str,
    ) -> Result<Option<Self>> {
        let sql = format!("{TABLE} WHERE deployment_id = ?1 AND component = ?2 AND name = ?3 AND state = 'active'");
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_row((deployment, component, name), Self::read).optional()?)
    }
}

/// A table to be created.
pub(in crate::embedded) struct NewTable<'a> {
    pub(in crate::embedded) deployment: DeploymentId,
    pub(in crate::embedded) component: &'a str,
    pub(in crate::embedded) name: &'a str,
    pub(in crate::embedded) number: u32,
    pub(in crate::embedded) state: State,
    pub(in crate::embedded) ts: i64,
}

impl NewTable<'_> {
    /// Creates the table and returns its ID.
    pub(in crate::embedded) fn insert(&self, tx: &Transaction<'_>) -> Result<i64> {
        tx.prepare_cached(
            "INSERT INTO data_tables (deployment_id, component, name, number, state, ts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((self.deployment, self.component, self.name, self.number, self.state.as_str(), self.ts))?;
        Ok(tx.last_insert_rowid())
    }
}

/// Returns the numbers of a component's tables for validating IDs in documents.
pub(in crate::embedded) fn numbers_of<'a>(tables: impl IntoIterator<Item = (&'a Name, u32)>) -> Tables {
    let mut numbers: Tables = tables.into_iter().map(|(name, number)| (name.clone(), number)).collect();
    SYSTEM.iter().for_each(|name| numbers.unnumbered(*name));
    numbers
}

/// Returns the next unused table number.
pub(in crate::embedded) fn free_number(taken: &BTreeSet<u32>) -> u32 {
    let last = taken.last().copied().unwrap_or_default();
    let next = last.saturating_add(1).max(FIRST_NUMBER);
    if taken.contains(&next) { (FIRST_NUMBER..).find(|number| !taken.contains(number)).unwrap_or(next) } else { next }
}

/// Checks if a table with this name is Convex's own.
pub(in crate::embedded) fn is_system(name: &str) -> bool {
    name.starts_with('_')
}
