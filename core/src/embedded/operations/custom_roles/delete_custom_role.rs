//! `deleteCustomRole`

use serde_json::json;

use super::definition::{check_may_define, no_role};
use crate::api::audit_log::TeamAuditAction;
use crate::api::custom_roles::DeleteCustomRole;
use crate::embedded::records::{TeamRow, custom_role};
use crate::embedded::refusals::conflict;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for DeleteCustomRole {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<()> {
        check_may_define(call, &team)?;
        let found = custom_role(call.tx, team.id, self.id)?.ok_or_else(|| no_role(self.id))?;
        let in_use = "SELECT 1 FROM member_roles WHERE role_id = ?1 UNION ALL \
                      SELECT 1 FROM invitation_roles WHERE role_id = ?1";
        if call.tx.prepare_cached(in_use)?.exists([self.id])? {
            return Err(conflict(
                "CustomRoleInUse",
                format!("members or invitations still have the role `{}`", found.name),
            )
            .help("change their roles first"));
        }
        call.tx.prepare_cached("DELETE FROM custom_roles WHERE id = ?1")?.execute([self.id])?;
        call.note(team.id, &TeamAuditAction::CustomRoleDelete, &json!({ "id": self.id, "name": found.name }))
    }
}
