//! `createCustomRole`

use serde_json::json;

use super::definition::{Definition, check_may_define, name_error, no_role};
use crate::api::audit_log::TeamAuditAction;
use crate::api::custom_roles::{CreateCustomRole, CustomRole};
use crate::embedded::records::{RowId, TeamRow, custom_role};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::CustomRoleId;

impl Handler for CreateCustomRole {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<CustomRole> {
        check_may_define(call, &team)?;
        let definition = Definition::check(&self.name, self.description.as_deref(), &self.statements)?;
        let inserted = call
            .tx
            .prepare_cached(
                "INSERT INTO custom_roles (team_id, name, description, statements, creator, create_time) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                team.id,
                definition.name,
                definition.description,
                &definition.statements,
                call.member(),
                call.now,
            ));
        inserted.map_err(|error| name_error(error, definition.name))?;
        let id = CustomRoleId::last_inserted(call.tx);
        call.note(team.id, &TeamAuditAction::CustomRoleCreate, &json!({ "id": id, "name": definition.name }))?;
        custom_role(call.tx, team.id, id)?.ok_or_else(|| no_role(id))
    }
}
