//! Requested roles of members and invitations.

use rusqlite::Transaction;

use crate::api::response;
use crate::api::teams::AttachedRole;
use crate::embedded::records::TeamRow;
use crate::embedded::refusals::{bad_request, not_found, not_in_plan};
use crate::embedded::runtime::RequestContext;
use crate::error::Result;
use crate::model::{CustomRoleId, Role};

/// A built-in role, or custom ones.
pub(super) enum RequestedRole {
    BuiltIn(Role),
    Custom(Vec<CustomRoleId>),
}

impl RequestedRole {
    /// Returns the role in the form of the store.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::BuiltIn(role) => role.as_str(),
            Self::Custom(_) => "custom",
        }
    }

    /// Returns the custom roles, if any.
    pub(super) fn custom(&self) -> &[CustomRoleId] {
        match self {
            Self::BuiltIn(_) => &[],
            Self::Custom(roles) => roles,
        }
    }

    /// Checks that custom roles belong to the team.
    pub(super) fn custom_of(call: &RequestContext<'_>, team: &TeamRow, mut roles: Vec<CustomRoleId>) -> Result<Self> {
        if roles.is_empty() {
            return Err(bad_request("InvalidCustomRoles", "invalid `customRoles`: at least one role is required"));
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

    /// Checks that a role is built in.
    pub(super) fn built_in(role: Role) -> Result<Self> {
        match role {
            Role::Admin | Role::Developer => Ok(Self::BuiltIn(role)),
            _ => Err(bad_request("InvalidRole", format!("unknown built-in role `{role}`"))
                .help("use `admin` or `developer`, or list custom roles in `customRoles`")),
        }
    }
}

/// Returns the custom roles of a member or an invitation, with their names; `None` for a built-in role.
pub(super) fn load_custom_roles(
    tx: &Transaction<'_>,
    role: &Role,
    sql: &str,
    ids: impl rusqlite::Params,
) -> Result<Option<Vec<AttachedRole>>> {
    if *role != Role::Custom {
        return Ok(None);
    }
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map(ids, |row| Ok(response!(AttachedRole { id: row.get(0)?, name: row.get(1)? })))?;
    Ok(Some(rows.collect::<rusqlite::Result<_>>()?))
}
