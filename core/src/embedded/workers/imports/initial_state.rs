//! State of the deployment when an import started.

use crate::embedded::database::Database;
use crate::embedded::records::document::TableRow;
use crate::embedded::records::schema::SchemaRow;
use crate::error::Result;
use crate::model::DeploymentId;

/// State of the deployment when an import started.
pub(super) struct InitialState {
    pub(super) tables: Vec<TableRow>,
    pub(super) schemas: Vec<SchemaRow>,
}

impl InitialState {
    /// Reads the current state.
    pub(super) fn read(database: &Database, deployment: DeploymentId) -> Result<Self> {
        database.with_time(false, |tx, _| {
            let tables = TableRow::with_storage(tx, deployment)?;
            Ok(Self { tables, schemas: SchemaRow::current(tx, deployment)? })
        })
    }
}
