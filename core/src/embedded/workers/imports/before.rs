//! What was there when an import began.

use crate::embedded::database::Database;
use crate::embedded::records::document::TableRow;
use crate::embedded::records::schema::SchemaRow;
use crate::error::Result;
use crate::model::DeploymentId;

/// What was there when an import began.
pub(super) struct Before {
    pub(super) tables: Vec<TableRow>,
    pub(super) schemas: Vec<SchemaRow>,
}

impl Before {
    /// What is there now.
    pub(super) fn read(database: &Database, deployment: DeploymentId) -> Result<Self> {
        database.with_time(false, |tx, _| {
            let tables = TableRow::with_storage(tx, deployment)?;
            Ok(Self { tables, schemas: SchemaRow::current(tx, deployment)? })
        })
    }
}
