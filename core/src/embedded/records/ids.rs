//! Ids of rows that were just inserted.

use rusqlite::Connection;

use super::number::from_sql;
use crate::model::{AccessTokenId, CloudBackupId, CustomRoleId, DeploymentId, MemberId, ProjectId, TeamId};

/// The id of a row.
pub(in crate::embedded) trait RowId {
    /// The id of the row that was inserted last.
    fn last_inserted(tx: &Connection) -> Self;
}

macro_rules! row_ids {
    ($($id:ident)*) => {$(
        impl RowId for $id {
            fn last_inserted(tx: &Connection) -> Self {
                Self(from_sql(tx.last_insert_rowid()))
            }
        }
    )*};
}

row_ids! { AccessTokenId CloudBackupId CustomRoleId DeploymentId MemberId ProjectId TeamId }
