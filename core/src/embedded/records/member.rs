//! Members and their teams.

use rusqlite::{OptionalExtension, Transaction};

use super::ids::RowId;
use super::number::to_sql;
use super::team::TeamRow;
use crate::embedded::refusals::exceeded;
use crate::error::Result;
use crate::model::{MemberId, ProjectId, TeamId};

/// Checks that the team may have one more member.
pub(in crate::embedded) fn check_member_count(tx: &Transaction<'_>, team: &TeamRow) -> Result<()> {
    let Some(most) = team.plan.max_members() else { return Ok(()) };
    let mut statement = tx.prepare_cached("SELECT count(*) FROM memberships WHERE team_id = ?1")?;
    let count: i64 = statement.query_row([team.id], |row| row.get(0))?;
    if count < to_sql(most) {
        return Ok(());
    }
    Err(exceeded("TeamMemberLimitReached", format!("the team has reached the limit of {most} members of its plan"))
        .help("upgrade the team's plan"))
}

/// Returns the member with this address. Creates the member if necessary.
pub(in crate::embedded) fn find_or_insert_member(
    tx: &Transaction<'_>,
    email: &str,
    name: Option<&str>,
    now: i64,
) -> Result<MemberId> {
    let mut statement = tx.prepare_cached("SELECT id FROM members WHERE email = ?1")?;
    if let Some(id) = statement.query_row([email], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    tx.prepare_cached("INSERT INTO members (name, email, create_time) VALUES (?1, ?2, ?3)")?
        .execute((name, email, now))?;
    Ok(MemberId::last_inserted(tx))
}

/// Checks if a member is in a team.
pub(in crate::embedded) fn is_in_team(tx: &Transaction<'_>, team: TeamId, member: MemberId) -> Result<bool> {
    let mut in_team = tx.prepare_cached("SELECT 1 FROM memberships WHERE team_id = ?1 AND member_id = ?2")?;
    Ok(in_team.exists((team, member))?)
}

/// Makes a member an admin of a project, or revokes that.
pub(in crate::embedded) fn set_project_admin(
    tx: &Transaction<'_>,
    project: ProjectId,
    member: MemberId,
    is_admin: bool,
) -> Result<()> {
    let sql = match is_admin {
        true => "INSERT OR IGNORE INTO project_admins (project_id, member_id) VALUES (?1, ?2)",
        false => "DELETE FROM project_admins WHERE project_id = ?1 AND member_id = ?2",
    };
    tx.prepare_cached(sql)?.execute((project, member))?;
    Ok(())
}
