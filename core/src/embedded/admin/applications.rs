//! Applications that a member lets act on their behalf, as Convex's OAuth pages do.

use rusqlite::Transaction;

use super::Admin;
use crate::embedded::platform::Platform;
use crate::embedded::refusals::{no_project, not_found};
use crate::embedded::rows::{ProjectRow, to_sql};
use crate::embedded::secrets::{keep, make};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::{MemberId, ProjectId, TeamId};

impl Admin<'_> {
    /// Lets the application `client_id` act for a member in a team: a token of theirs.
    ///
    /// # Errors
    /// `NotFound` when there is no such team, or the member is not in it.
    pub fn authorize_for_team(&self, client_id: &str, team: TeamId, member: MemberId) -> Result<Secret> {
        let platform = self.platform;
        platform.runtime.with_time(true, |tx, now| {
            let team = Platform::team_row(tx, team)?;
            check_member(tx, team.id, member)?;
            let grant = Grant { kind: "oauthTeam", client_id, member, team: Some(team.id), project: None, now };
            grant.insert(tx, platform).map(Secret::new)
        })
    }

    /// Lets the application `client_id` act for a member in a project: a key such as `project:acme:todo|…`.
    ///
    /// # Errors
    /// `NotFound` when there is no such project, or the member is not in its team.
    pub fn authorize_for_project(&self, client_id: &str, project: ProjectId, member: MemberId) -> Result<Secret> {
        let platform = self.platform;
        platform.runtime.with_time(true, |tx, now| {
            let project = ProjectRow::by_id(tx, project.0)?.ok_or_else(|| no_project(project))?;
            check_member(tx, project.team_id, member)?;
            let grant = Grant { kind: "oauthProject", client_id, member, team: None, project: Some(project.id), now };
            let secret = grant.insert(tx, platform)?;
            Ok(Secret::new(format!("project:{}:{}|{secret}", project.team_slug, project.slug)))
        })
    }
}

/// What a member lets an application do.
struct Grant<'a> {
    kind: &'static str,
    client_id: &'a str,
    member: MemberId,
    team: Option<u64>,
    project: Option<u64>,
    now: i64,
}

impl Grant<'_> {
    fn insert(&self, tx: &Transaction<'_>, platform: &Platform) -> Result<String> {
        let secret = make(&platform.runtime.context().random)?;
        let kept = keep(&secret);
        tx.prepare_cached(
            "INSERT INTO tokens (kind, name, lookup, hash, creator, team_id, project_id, client_id, create_time) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            self.kind,
            self.client_id,
            kept.lookup,
            kept.hash,
            to_sql(self.member.0),
            self.team.map(to_sql),
            self.project.map(to_sql),
            self.client_id,
            self.now,
        ))?;
        Ok(secret)
    }
}

fn check_member(tx: &Transaction<'_>, team: u64, member: MemberId) -> Result<()> {
    let mut in_team = tx.prepare_cached("SELECT 1 FROM memberships WHERE team_id = ?1 AND member_id = ?2")?;
    if in_team.exists((to_sql(team), to_sql(member.0)))? {
        return Ok(());
    }
    Err(not_found("MemberNotFound", "member of the team", member))
}
