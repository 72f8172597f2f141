//! What Convex does outside its API: in its dashboard, by mail, by the passing of time.

mod applications;
mod members;
mod scheduled;
mod work;

use rusqlite::OptionalExtension;
use serde_json::json;

use super::audit::note_as_system;
use super::platform::{First, Platform};
use super::refusals::{bad_request, no_project, no_team, not_found};
use super::rows::{ProjectRow, TeamRow, to_sql};
use super::teams::{NewTeam, insert_team};
use crate::api::audit_log::TeamAuditAction;
use crate::error::{Error, ErrorKind, Result};
use crate::keys::Secret;
use crate::model::{MemberId, Plan, ProjectId, Region, TeamId};

pub use members::NewMember;
pub(super) use work::is_work_held;

/// What Convex does outside its API. It asks for no token: keep it from those who must not have it.
pub struct Admin<'a> {
    platform: &'a Platform,
}

impl<'a> Admin<'a> {
    pub(super) fn new(platform: &'a Platform) -> Self {
        Self { platform }
    }

    /// Puts a team on another plan. What it has beyond the plan's limits stays.
    ///
    /// # Errors
    /// `NotFound` when there is no such team.
    pub fn set_plan(&self, team: TeamId, plan: Plan) -> Result<()> {
        self.platform.runtime.with_time(true, |tx, now| {
            let sql = "UPDATE teams SET plan = ?2 WHERE id = ?1";
            if tx.prepare_cached(sql)?.execute((to_sql(team.0), plan.as_str()))? == 0 {
                return Err(no_team(team));
            }
            note_as_system(
                tx,
                team.0,
                &TeamAuditAction::BillingSubscriptionChangePlan,
                &json!({ "plan": plan.as_str() }),
                now,
            )
        })
    }

    /// Makes a member an admin of a project, or no longer.
    ///
    /// # Errors
    /// `NotFound` when there is no such project, or the member is not in its team.
    pub fn set_project_admin(&self, project: ProjectId, member: MemberId, is_admin: bool) -> Result<()> {
        self.platform.runtime.with_time(true, |tx, now| {
            let project = ProjectRow::by_id(tx, project.0)?.ok_or_else(|| no_project(project))?;
            let key = (to_sql(project.id), to_sql(member.0));
            let mut in_team = tx.prepare_cached("SELECT 1 FROM memberships WHERE team_id = ?1 AND member_id = ?2")?;
            if !in_team.exists((to_sql(project.team_id), key.1))? {
                return Err(not_found("MemberNotFound", "member of the team", member));
            }
            let sql = match is_admin {
                true => "INSERT OR IGNORE INTO project_admins (project_id, member_id) VALUES (?1, ?2)",
                false => "DELETE FROM project_admins WHERE project_id = ?1 AND member_id = ?2",
            };
            tx.prepare_cached(sql)?.execute(key)?;
            let metadata = json!({ "projectId": project.id, "memberId": member, "isAdmin": is_admin });
            note_as_system(tx, project.team_id, &TeamAuditAction::ProjectUpdateMemberRole, &metadata, now)
        })
    }

    /// Moves the clock by so many milliseconds, forwards or backwards, for all who use the store.
    ///
    /// # Errors
    /// `InvalidInput` when it would leave the range of times.
    pub fn move_clock(&self, by_ms: i64) -> Result<()> {
        self.platform.runtime.with_time(true, |tx, _| {
            let mut read = tx.prepare_cached("SELECT value FROM settings WHERE name = 'clock_offset_ms'")?;
            let offset: i64 = read.query_row([], |row| row.get(0)).optional()?.unwrap_or_default();
            // A thousand years each way leave room for sums.
            let moved = offset.checked_add(by_ms).filter(|offset| offset.unsigned_abs() < 1_000 * 366 * 86_400_000);
            let moved = moved.ok_or_else(|| bad_request("InvalidClock", "the clock can't be moved so far"))?;
            tx.prepare_cached("INSERT OR REPLACE INTO settings (name, value) VALUES ('clock_offset_ms', ?1)")?
                .execute([moved])?;
            Ok(())
        })
    }

    /// Checks that the store is whole: its pages, its indices, and that nothing belongs to what is gone.
    ///
    /// # Errors
    /// `Io` names what is damaged.
    pub fn check_store(&self) -> Result<()> {
        self.platform.runtime.with_time(false, |tx, _| {
            let found: String = tx.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if found != "ok" {
                return Err(Error::new(ErrorKind::Io, "the store is damaged").caused_by(found));
            }
            if tx.prepare("PRAGMA foreign_key_check")?.exists([])? {
                return Err(Error::new(ErrorKind::Io, "the store has rows that belong to what is gone"));
            }
            Ok(())
        })
    }

    /// The time of the platform, in milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// `Io` when the store can't be read.
    pub fn now(&self) -> Result<i64> {
        self.platform.runtime.with_time(false, |_, now| Ok(now))
    }
}

impl Platform {
    /// Makes a member, a team that they administer, and a personal access token of theirs. Each call makes a new token; the
    /// member and the team are made by the first, and used again.
    ///
    /// # Errors
    /// `Io` when the store can't be written.
    pub fn bootstrap(&self) -> Result<First> {
        self.runtime.with_time(true, |tx, now| {
            let member = members::find_or_insert(tx, "admin@example.com", Some("admin"), now)?;
            let mut first = tx.prepare_cached("SELECT id FROM teams WHERE creator = ?1 ORDER BY id LIMIT 1")?;
            let team = first.query_row([to_sql(member.0)], |row| row.get::<_, i64>(0)).optional()?;
            let team_id = match team {
                Some(id) => TeamId(super::rows::from_sql(id)),
                None => {
                    let region = Region::UsEast1;
                    insert_team(
                        tx,
                        self.runtime.context(),
                        &NewTeam { name: "First team", region: &region, creator: member.0, now },
                    )?
                    .id
                }
            };
            let token = members::token_of(tx, self.runtime.context(), member, now)?;
            Ok(First { token: Secret::new(token), member_id: member, team_id })
        })
    }

    /// The team with this id, where there is one.
    fn team_row(tx: &rusqlite::Transaction<'_>, team: TeamId) -> Result<TeamRow> {
        TeamRow::by_id(tx, team.0)?.ok_or_else(|| no_team(team))
    }
}
