//! Authorizes applications to act for a member, as Convex's OAuth pages do.

use rusqlite::Transaction;

use super::admin::{Admin, team};
use crate::embedded::records::{Grant, ProjectRow, is_in_team};
use crate::embedded::refusals::{no_project, not_found};
use crate::error::Result;
use crate::keys::Secret;
use crate::model::{MemberId, ProjectId, TeamId};

impl Admin<'_> {
    /// Authorizes the application `client_id` to act for a member in a team. Returns the token.
    ///
    /// # Errors
    /// `NotFound` if the team does not exist or the member is not in it.
    pub fn authorize_for_team(&self, client_id: &str, team_id: TeamId, member: MemberId) -> Result<Secret> {
        self.runtime.with_time(true, |tx, now| {
            let team = team(tx, team_id)?;
            check_member(tx, team.id, member)?;
            let grant = Grant { kind: "oauthTeam", client_id, member, team: Some(team.id), project: None, now };
            grant.insert(tx, &self.runtime.context().random).map(Secret::new)
        })
    }

    /// Authorizes the application `client_id` to act for a member in a project. Returns a key such as
    /// `project:acme:todo|…`.
    ///
    /// # Errors
    /// `NotFound` if the project does not exist or the member is not in its team.
    pub fn authorize_for_project(&self, client_id: &str, project: ProjectId, member: MemberId) -> Result<Secret> {
        self.runtime.with_time(true, |tx, now| {
            let project = ProjectRow::by_id(tx, project)?.ok_or_else(|| no_project(project))?;
            check_member(tx, project.team_id, member)?;
            let grant = Grant { kind: "oauthProject", client_id, member, team: None, project: Some(project.id), now };
            let secret = grant.insert(tx, &self.runtime.context().random)?;
            Ok(Secret::new(format!("project:{}:{}|{secret}", project.team_slug, project.slug)))
        })
    }
}

fn check_member(tx: &Transaction<'_>, team: TeamId, member: MemberId) -> Result<()> {
    if is_in_team(tx, team, member)? {
        return Ok(());
    }
    Err(not_found("MemberNotFound", "member of the team", member))
}
