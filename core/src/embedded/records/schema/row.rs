//! Stored schemas.

use rusqlite::{OptionalExtension, Row, Transaction};

use crate::embedded::store::damaged;
use crate::error::{Error, Result};
use crate::model::DeploymentId;
use crate::schema::Schema;

/// State of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::embedded) enum State {
    /// Documents must still be validated.
    Pending,
    /// All documents match.
    Validated,
    /// Enforced for all writes.
    Active,
    /// A document does not match.
    Failed {
        /// Error with the document's ID.
        error: String,
        /// Table of the document.
        table: Option<String>,
    },
    /// Replaced by another schema.
    Overwritten,
}

/// A schema of a component.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct SchemaRow {
    pub(in crate::embedded) id: String,
    pub(in crate::embedded) component: String,
    pub(in crate::embedded) state: State,
    /// Pushed JSON of the schema.
    pub(in crate::embedded) text: String,
    /// Table and ID of the last validated document. All documents before it match too.
    pub(in crate::embedded) checked: Option<(String, Vec<u8>)>,
}

const SCHEMA: &str = "SELECT id, component, state, schema, error, table_name, checked_table, checked_id FROM schemas";

impl SchemaRow {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let state = match row.get_ref(2)?.as_str()? {
            "pending" => State::Pending,
            "validated" => State::Validated,
            "active" => State::Active,
            "failed" => State::Failed { error: row.get::<_, Option<_>>(4)?.unwrap_or_default(), table: row.get(5)? },
            _ => State::Overwritten,
        };
        let checked = row.get::<_, Option<String>>(6)?.zip(row.get(7)?);
        Ok(Self { id: row.get(0)?, component: row.get(1)?, state, text: row.get(3)?, checked })
    }

    /// Finds the schema with this ID.
    pub(in crate::embedded) fn by_id(tx: &Transaction<'_>, deployment: DeploymentId, id: &str) -> Result<Option<Self>> {
        let mut statement = tx.prepare_cached(&format!("{SCHEMA} WHERE id = ?2 AND deployment_id = ?1"))?;
        Ok(statement.query_row((deployment, id), Self::read).optional()?)
    }

    /// Returns the active schema of a component.
    pub(in crate::embedded) fn active(
        tx: &Transaction<'_>,
        deployment: DeploymentId,
        component: &str,
    ) -> Result<Option<Self>> {
        let sql = format!("{SCHEMA} WHERE deployment_id = ?1 AND component = ?2 AND state = 'active'");
        Ok(tx.prepare_cached(&sql)?.query_row((deployment, component), Self::read).optional()?)
    }

    /// Returns the pending or validated schema of a component.
    pub(in crate::embedded) fn next(
        tx: &Transaction<'_>,
        deployment: DeploymentId,
        component: &str,
    ) -> Result<Option<Self>> {
        let sql = format!("{SCHEMA} WHERE deployment_id = ?1 AND component = ?2 AND state IN ('pending', 'validated')");
        Ok(tx.prepare_cached(&sql)?.query_row((deployment, component), Self::read).optional()?)
    }

    /// Returns the active, pending and validated schemas, which writes must be checked against.
    pub(in crate::embedded) fn current(tx: &Transaction<'_>, deployment: DeploymentId) -> Result<Vec<Self>> {
        let sql = format!(
            "{SCHEMA} WHERE deployment_id = ?1 AND state IN ('pending', 'validated', 'active') ORDER BY component, id"
        );
        let mut statement = tx.prepare_cached(&sql)?;
        Ok(statement.query_map([deployment], Self::read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Parses the schema.
    pub(in crate::embedded) fn schema(&self) -> Result<Schema> {
        Schema::parse(&self.text).map_err(|error: Error| damaged(format_args!("schema {}: {error}", self.id)))
    }
}
