//! Permissions of a member in a team, derived from their roles.

use rusqlite::{OptionalExtension, Transaction};

use crate::embedded::records::statements_of;
use crate::error::Result;
use crate::model::role::{BuiltInRoles, Resource, ResourceSegment, is_allowed_by_built_in_roles, role_allows};
use crate::model::{Action, MemberId, Role, TeamId};

/// A member from the perspective of a team that they may or may not belong to.
pub(super) struct Member<'a> {
    pub(super) tx: &'a Transaction<'a>,
    pub(super) team: TeamId,
    pub(super) id: MemberId,
}

impl Member<'_> {
    /// Returns their role in the team; `None` if they are not in it.
    pub(super) fn role(&self) -> Result<Option<Role>> {
        let sql = "SELECT role FROM memberships WHERE team_id = ?1 AND member_id = ?2";
        let mut statement = self.tx.prepare_cached(sql)?;
        let role = statement.query_row(self.key(), |row| Ok(Role::from(row.get_ref(0)?.as_str()?)));
        Ok(role.optional()?)
    }

    /// Checks if they may perform `action`: by their role in the team, as an admin of the project, or by a custom role.
    pub(super) fn may(&self, action: &Action, resource: &Resource<'_>) -> Result<bool> {
        let Some(role) = self.role()? else { return Ok(false) };
        let built_in = |project_admin| {
            let (team_admin, developer) = (role == Role::Admin, role == Role::Developer);
            is_allowed_by_built_in_roles(BuiltInRoles { team_admin, developer, project_admin }, action, resource)
        };
        if built_in(false) || (self.administers(resource)? && built_in(true)) {
            return Ok(true);
        }
        Ok(role == Role::Custom && self.has_custom_role_for(action, resource)?)
    }

    /// Checks if they are an admin of the resource's project.
    fn administers(&self, resource: &Resource<'_>) -> Result<bool> {
        let Some(ResourceSegment::Project { id: Some(id), .. }) = resource.segments().first() else { return Ok(false) };
        let sql = "SELECT 1 FROM project_admins WHERE project_id = ?1 AND member_id = ?2";
        Ok(self.tx.prepare_cached(sql)?.exists((id, self.id))?)
    }

    fn has_custom_role_for(&self, action: &Action, resource: &Resource<'_>) -> Result<bool> {
        let mut statement = self.tx.prepare_cached(
            "SELECT r.statements FROM member_roles m JOIN custom_roles r ON r.id = m.role_id \
             WHERE m.team_id = ?1 AND m.member_id = ?2",
        )?;
        let mut rows = statement.query(self.key())?;
        while let Some(row) = rows.next()? {
            let statements = statements_of(row.get_ref(0)?.as_str().unwrap_or_default())?;
            if role_allows(&statements, action, resource, Some(self.id)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn key(&self) -> (TeamId, MemberId) {
        (self.team, self.id)
    }
}
