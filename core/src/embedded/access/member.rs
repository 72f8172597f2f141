//! What a member may do, by their roles.

use rusqlite::{OptionalExtension, Transaction};

use crate::embedded::custom_roles::statements_of;
use crate::embedded::rows::to_sql;
use crate::error::Result;
use crate::model::role::{Resource, Segment, Standing, allowed_by_standing, role_allows};
use crate::model::{Action, Role};

/// The role of a member in a team; `None` where they are not in it.
pub(super) fn role_in(tx: &Transaction<'_>, team: u64, member: u64) -> Result<Option<Role>> {
    let mut statement = tx.prepare_cached("SELECT role FROM memberships WHERE team_id = ?1 AND member_id = ?2")?;
    let role = statement.query_row((to_sql(team), to_sql(member)), |row| Ok(Role::from(row.get_ref(0)?.as_str()?)));
    Ok(role.optional()?)
}

/// Whether a member of the team may do `action`: by their role there, as an admin of the project, or by a custom role.
pub(super) fn may(
    tx: &Transaction<'_>,
    team: u64,
    member: u64,
    action: &Action,
    resource: &Resource<'_>,
) -> Result<bool> {
    let Some(role) = role_in(tx, team, member)? else { return Ok(false) };
    let built_in = |project_admin| {
        let standing = Standing { team_admin: role == Role::Admin, developer: role == Role::Developer, project_admin };
        allowed_by_standing(standing, action, resource)
    };
    if built_in(false) || (administers(tx, resource, member)? && built_in(true)) {
        return Ok(true);
    }
    if role != Role::Custom {
        return Ok(false);
    }
    custom_roles_allow(tx, team, member, action, resource)
}

/// Whether the member is an admin of the project that the resource lies in.
fn administers(tx: &Transaction<'_>, resource: &Resource<'_>, member: u64) -> Result<bool> {
    let Some(Segment::Project { id, .. }) = resource.segments().first() else { return Ok(false) };
    let mut statement = tx.prepare_cached("SELECT 1 FROM project_admins WHERE project_id = ?1 AND member_id = ?2")?;
    Ok(statement.exists((to_sql(*id), to_sql(member)))?)
}

fn custom_roles_allow(
    tx: &Transaction<'_>,
    team: u64,
    member: u64,
    action: &Action,
    resource: &Resource<'_>,
) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "SELECT r.statements FROM member_roles m JOIN custom_roles r ON r.id = m.role_id \
         WHERE m.team_id = ?1 AND m.member_id = ?2",
    )?;
    let mut rows = statement.query((to_sql(team), to_sql(member)))?;
    while let Some(row) = rows.next()? {
        let statements = statements_of(row.get_ref(0)?.as_str().unwrap_or_default())?;
        if role_allows(&statements, action, resource, Some(member)) {
            return Ok(true);
        }
    }
    Ok(false)
}
