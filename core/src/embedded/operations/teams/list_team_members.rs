//! `listTeamMembers`

use super::roles::load_custom_roles;
use crate::api::response;
use crate::api::teams::{ListTeamMembers, Member, MemberList};
use crate::embedded::records::TeamRow;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::{MemberId, Role};

const ROLES_OF_MEMBER: &str = "SELECT r.id, r.name FROM member_roles m JOIN custom_roles r ON r.id = m.role_id \
     WHERE m.team_id = ?1 AND m.member_id = ?2 ORDER BY r.id";

impl Handler for ListTeamMembers {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<MemberList> {
        let mut statement = call.tx.prepare_cached(
            "SELECT m.id, m.name, m.email, s.role FROM memberships s JOIN members m ON m.id = s.member_id \
             WHERE s.team_id = ?1 ORDER BY m.id",
        )?;
        let mut rows = statement.query([team.id])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            let id: MemberId = row.get(0)?;
            let role = Role::from(row.get_ref(3)?.as_str().unwrap_or_default());
            items.push(response!(Member {
                id,
                name: row.get(1)?,
                email: row.get(2)?,
                custom_roles: load_custom_roles(call.tx, &role, ROLES_OF_MEMBER, (team.id, id))?,
                role,
            }));
        }
        Ok(response!(MemberList { items }))
    }
}
