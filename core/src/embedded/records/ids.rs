//! Ids of the API as SQLite has them.

use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use super::number::{from_sql, to_sql};
use crate::model::{AccessTokenId, CloudBackupId, CustomRoleId, DeploymentId, MemberId, ProjectId, TeamId};

/// The id of a row.
pub(in crate::embedded) trait RowId {
    /// The id of the row that was inserted last.
    fn last_inserted(tx: &Connection) -> Self;
}

macro_rules! columns {
    ($($id:ty)*) => {$(
        impl ToSql for $id {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(to_sql(self.0)))
            }
        }

        impl FromSql for $id {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(|id| Self(from_sql(id)))
            }
        }

        impl RowId for $id {
            fn last_inserted(tx: &Connection) -> Self {
                Self(from_sql(tx.last_insert_rowid()))
            }
        }
    )*};
}

columns! { AccessTokenId CloudBackupId CustomRoleId DeploymentId MemberId ProjectId TeamId }
