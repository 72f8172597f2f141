//! The role that a member or an invitation shall have.

use rusqlite::Transaction;

use crate::api::teams::AttachedRole;
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::{bad_request, not_found, not_in_plan};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{CustomRoleId, Role};

/// A built-in role, or custom ones.
pub(super) enum Wanted {
    BuiltIn(Role),
    Custom(Vec<CustomRoleId>),
}

impl Wanted {
    /// The role as it is kept.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::BuiltIn(role) => role.as_str(),
            Self::Custom(_) => "custom",
        }
    }

    /// The custom roles, where there are some.
    pub(super) fn custom(&self) -> &[CustomRoleId] {
        match self {
            Self::BuiltIn(_) => &[],
            Self::Custom(roles) => roles,
        }
    }

    /// Custom roles that are given, checked to be the team's.
    pub(super) fn custom_of(call: &RequestContext<'_>, team: &TeamRow, mut roles: Vec<CustomRoleId>) -> Result<Self> {
        if roles.is_empty() {
            return Err(bad_request("InvalidCustomRoles", "`customRoles` must name at least one role"));
        }
        if !team.plan.has_custom_roles() {
            return Err(not_in_plan("custom roles", team.plan));
        }
        roles.sort();
        roles.dedup();
        let mut statement = call.tx.prepare_cached("SELECT 1 FROM custom_roles WHERE team_id = ?1 AND id = ?2")?;
        for role in &roles {
            if !statement.exists((team.id, role))? {
                return Err(not_found("CustomRoleNotFound", "custom role", role));
            }
        }
        Ok(Self::Custom(roles))
    }

    /// A built-in role that is given.
    pub(super) fn built_in(role: Role) -> Result<Self> {
        match role {
            Role::Admin | Role::Developer => Ok(Self::BuiltIn(role)),
            _ => Err(bad_request("InvalidRole", format!("`{role}` is not a built-in role"))
                .help("roles are `admin` and `developer`; custom ones are given in `customRoles`")),
        }
    }
}

/// The custom roles of a member or an invitation, with their names; `None` for those with a built-in role.
pub(super) fn attached(
    tx: &Transaction<'_>,
    role: &Role,
    sql: &str,
    ids: impl rusqlite::Params,
) -> Result<Option<Vec<AttachedRole>>> {
    if *role != Role::Custom {
        return Ok(None);
    }
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map(ids, |row| Ok(AttachedRole { id: row.get(0)?, name: row.get(1)? }))?;
    Ok(Some(rows.collect::<rusqlite::Result<_>>()?))
}
