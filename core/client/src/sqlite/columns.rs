//! Conversion of IDs and times from and to SQLite columns.

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};

use crate::model::{AccessTokenId, CloudBackupId, CustomRoleId, DeploymentId, MemberId, ProjectId, TeamId, Timestamp};

macro_rules! columns {
    ($($id:ty)*) => {$(
        impl ToSql for $id {
            /// An ID beyond the range of SQLite matches nothing.
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(i64::try_from(self.0).unwrap_or(-1)))
            }
        }

        impl FromSql for $id {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(|id| Self(u64::try_from(id).unwrap_or_default()))
            }
        }
    )*};
}

columns! { AccessTokenId CloudBackupId CustomRoleId DeploymentId MemberId ProjectId TeamId }

impl ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_millis()))
    }
}

impl FromSql for Timestamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self::from_millis)
    }
}
