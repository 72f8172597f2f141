//! `listCustomRoles`

use crate::api::custom_roles::{CustomRole, ListCustomRoles};
use crate::api::{Operation, PageResponse};
use crate::embedded::paging::{Walk, limit, number};
use crate::embedded::records::{CUSTOM_ROLE, TeamRow, read_custom_role};
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;

impl Handler for ListCustomRoles {
    type Subject = TeamRow;

    find_by!(team_id);

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<PageResponse<CustomRole>> {
        let mut walk = Walk::new(limit(self.limit, Self::CONTRACT.paging)?);
        let after = number(self.cursor.as_deref())?.unwrap_or_default();
        let sql = format!("{CUSTOM_ROLE} WHERE team_id = ?1 AND id > ?2 ORDER BY id");
        let mut statement = call.tx.prepare_cached(&sql)?;
        let mut rows = statement.query((team.id, after))?;
        while let Some(row) = rows.next()? {
            let role = read_custom_role(row)?;
            let cursor = role.id.to_string();
            if !walk.step(Some(role), cursor) {
                break;
            }
        }
        Ok(walk.finish())
    }
}
