//! `updateCustomRole`

use serde_json::json;

use super::definition::{Definition, check_may_define, name_error, no_role};
use crate::api::audit_log::TeamAuditAction;
use crate::api::custom_roles::{CustomRole, UpdateCustomRole};
use crate::embedded::records::{TeamRow, custom_role};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for UpdateCustomRole {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CustomRole> {
        check_may_define(call, &team)?;
        custom_role(call.tx, team.id, self.id)?.ok_or_else(|| no_role(self.id))?;
        let definition = Definition::check(&self.name, self.description.as_deref(), &self.statements)?;
        let updated = call
            .tx
            .prepare_cached("UPDATE custom_roles SET name = ?2, description = ?3, statements = ?4 WHERE id = ?1")?
            .execute((self.id, definition.name, definition.description, &definition.statements));
        updated.map_err(|error| name_error(error, definition.name))?;
        call.note(team.id, &TeamAuditAction::CustomRoleUpdate, &json!({ "id": self.id, "name": definition.name }))?;
        custom_role(call.tx, team.id, self.id)?.ok_or_else(|| no_role(self.id))
    }
}
