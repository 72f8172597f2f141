//! Custom roles.

use rusqlite::{OptionalExtension, Row, Transaction};

use super::json::json;
use crate::api::custom_roles::CustomRole;
use crate::api::response;
use crate::error::Result;
use crate::model::{CustomRoleId, TeamId};

/// Selects the columns of a custom role.
pub(in crate::embedded) const CUSTOM_ROLE: &str =
    "SELECT id, team_id, name, description, statements, creator, create_time FROM custom_roles";

/// Finds a custom role of a team.
pub(in crate::embedded) fn custom_role(
    tx: &Transaction<'_>,
    team: TeamId,
    id: CustomRoleId,
) -> Result<Option<CustomRole>> {
    let mut statement = tx.prepare_cached(&format!("{CUSTOM_ROLE} WHERE team_id = ?1 AND id = ?2"))?;
    Ok(statement.query_row((team, id), read_custom_role).optional()?)
}

/// Reads a custom role from its columns.
pub(in crate::embedded) fn read_custom_role(row: &Row<'_>) -> rusqlite::Result<CustomRole> {
    Ok(response!(CustomRole {
        id: row.get(0)?,
        team_id: row.get(1)?,
        name: row.get(2)?,
        description: row.get(3)?,
        statements: json(row, 4)?,
        creator: row.get(5)?,
        create_time: row.get(6)?,
    }))
}
