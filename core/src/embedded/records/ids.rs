//! IDs of newly inserted rows.

use rusqlite::Connection;

use super::number::from_sql;
use crate::model::{AccessTokenId, CloudBackupId, CustomRoleId, DeploymentId, MemberId, ProjectId, TeamId};

/// ID of a row.
pub(in crate::embedded) trait RowId {
    /// Returns the ID of the last inserted row.
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
