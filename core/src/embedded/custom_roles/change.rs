//! Making, changing and deleting custom roles.

use serde_json::json;

use super::{role, statements};
use crate::api::audit_log::TeamAuditAction;
use crate::api::custom_roles::{CreateCustomRole, CustomRole, DeleteCustomRole, RoleStatement, UpdateCustomRole};
use crate::embedded::refusals::{bad_request, conflict, not_found, not_in_plan};
use crate::embedded::rows::{TeamRow, from_sql, to_sql};
use crate::embedded::runtime::{Handler, RequestContext};
use crate::embedded::store::is_taken;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{CustomRoleId, slug};

/// The longest description, in characters (assumed).
const MAX_DESCRIPTION: usize = 1_000;

impl Handler for CreateCustomRole {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CustomRole> {
        check_may_define(call, &team)?;
        let given = Given::check(&self.name, self.description.as_deref(), &self.statements)?;
        let inserted = call
            .tx
            .prepare_cached(
                "INSERT INTO custom_roles (team_id, name, description, statements, creator, create_time) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                to_sql(team.id),
                given.name,
                given.description,
                &given.statements,
                call.member().map(to_sql),
                call.now,
            ));
        inserted.map_err(|error| name_taken(error, given.name))?;
        let id = CustomRoleId(from_sql(call.tx.last_insert_rowid()));
        call.note(team.id, &TeamAuditAction::CustomRoleCreate, &json!({ "id": id, "name": given.name }))?;
        role(call, team.id, id)?.ok_or_else(|| no_role(id))
    }
}

impl Handler for UpdateCustomRole {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CustomRole> {
        check_may_define(call, &team)?;
        role(call, team.id, self.id)?.ok_or_else(|| no_role(self.id))?;
        let given = Given::check(&self.name, self.description.as_deref(), &self.statements)?;
        let updated = call
            .tx
            .prepare_cached("UPDATE custom_roles SET name = ?2, description = ?3, statements = ?4 WHERE id = ?1")?
            .execute((to_sql(self.id.0), given.name, given.description, &given.statements));
        updated.map_err(|error| name_taken(error, given.name))?;
        call.note(team.id, &TeamAuditAction::CustomRoleUpdate, &json!({ "id": self.id, "name": given.name }))?;
        role(call, team.id, self.id)?.ok_or_else(|| no_role(self.id))
    }
}

impl Handler for DeleteCustomRole {
    type Subject = TeamRow;

    fn find(&self, call: &RequestContext<'_>) -> Result<TeamRow> {
        call.team(self.team_id)
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        check_may_define(call, &team)?;
        let found = role(call, team.id, self.id)?.ok_or_else(|| no_role(self.id))?;
        let in_use = "SELECT 1 FROM member_roles WHERE role_id = ?1 UNION ALL \
                      SELECT 1 FROM invitation_roles WHERE role_id = ?1";
        if call.tx.prepare_cached(in_use)?.exists([to_sql(self.id.0)])? {
            return Err(conflict("CustomRoleInUse", format!("members or invitations have the role `{}`", found.name))
                .help("give them other roles first"));
        }
        call.tx.prepare_cached("DELETE FROM custom_roles WHERE id = ?1")?.execute([to_sql(self.id.0)])?;
        call.note(team.id, &TeamAuditAction::CustomRoleDelete, &json!({ "id": self.id, "name": found.name }))
    }
}

/// Roles are defined by admins of the team alone, whom no custom role can make, and where the plan has them.
fn check_may_define(call: &RequestContext<'_>, team: &TeamRow) -> Result<()> {
    call.check_team_admin(team)?;
    if team.plan.has_custom_roles() { Ok(()) } else { Err(not_in_plan("custom roles", team.plan)) }
}

/// What a role shall be, checked.
struct Given<'a> {
    name: &'a str,
    description: Option<&'a str>,
    statements: String,
}

impl<'a> Given<'a> {
    fn check(name: &'a str, description: Option<&'a str>, given: &[RoleStatement]) -> Result<Self> {
        let name = slug::check_name("role", name)?;
        if description.is_some_and(|text| text.chars().count() > MAX_DESCRIPTION) {
            return Err(bad_request(
                "InvalidDescription",
                format!("a description has at most {MAX_DESCRIPTION} characters"),
            ));
        }
        statements::check(given)?;
        let statements = serde_json::to_string(given)
            .map_err(|error| Error::new(ErrorKind::Internal, "statements can't be written").caused_by(error))?;
        Ok(Self { name, description, statements })
    }
}

fn name_taken(error: rusqlite::Error, name: &str) -> Error {
    if is_taken(&error) {
        return conflict("CustomRoleNameTaken", format!("the team has a role `{name}` already"));
    }
    error.into()
}

fn no_role(id: CustomRoleId) -> Error {
    not_found("CustomRoleNotFound", "custom role", id)
}
