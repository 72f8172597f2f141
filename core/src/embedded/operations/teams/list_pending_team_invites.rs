//! `listPendingTeamInvites`

use super::roles::load_custom_roles;
use crate::api::response;
use crate::api::teams::{Invitation, InvitationList, ListPendingTeamInvites};
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::Role;

const ROLES_OF_INVITATION: &str = "SELECT r.id, r.name FROM invitation_roles i JOIN custom_roles r ON r.id = i.role_id \
     WHERE i.invitation_id = ?1 ORDER BY r.id";

impl Handler for ListPendingTeamInvites {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<InvitationList> {
        let sql = "SELECT id, email, role, expires_at FROM invitations WHERE team_id = ?1 ORDER BY id";
        let mut statement = call.tx.prepare_cached(sql)?;
        let mut rows = statement.query([team.id])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            let role = Role::from(row.get_ref(2)?.as_str().unwrap_or_default());
            items.push(response!(Invitation {
                email: row.get(1)?,
                expired: row.get::<_, i64>(3)? <= call.now,
                custom_roles: load_custom_roles(call.tx, &role, ROLES_OF_INVITATION, [row.get::<_, i64>(0)?])?,
                role,
            }));
        }
        Ok(response!(InvitationList { items }))
    }
}
