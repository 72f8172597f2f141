//! What the operations on custom roles do.

mod change;
mod list_custom_roles;
mod statements;

pub(super) use statements::statements_of;

use rusqlite::{OptionalExtension, Row};

use super::rows::{from_sql, json, to_sql};
use super::runtime::RequestContext;
use crate::api::custom_roles::CustomRole;
use crate::error::Result;
use crate::model::{CustomRoleId, MemberId, TeamId};

const ROLE: &str = "SELECT id, team_id, name, description, statements, creator, create_time FROM custom_roles";

/// A custom role of a team.
fn role(call: &RequestContext<'_>, team: u64, id: CustomRoleId) -> Result<Option<CustomRole>> {
    let mut statement = call.tx.prepare_cached(&format!("{ROLE} WHERE team_id = ?1 AND id = ?2"))?;
    Ok(statement.query_row((to_sql(team), to_sql(id.0)), read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<CustomRole> {
    Ok(CustomRole {
        id: CustomRoleId(from_sql(row.get(0)?)),
        team_id: TeamId(from_sql(row.get(1)?)),
        name: row.get(2)?,
        description: row.get(3)?,
        statements: json(row, 4)?,
        creator: row.get::<_, Option<i64>>(5)?.map(|id| MemberId(from_sql(id))),
        create_time: row.get(6)?,
    })
}
