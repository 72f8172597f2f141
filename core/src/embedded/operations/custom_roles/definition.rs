//! Validation of custom roles.

use crate::api::custom_roles::RoleStatement;
use crate::embedded::records::{TeamRow, check_role_statements};
use crate::embedded::refusals::{bad_request, conflict, not_found, not_in_plan};
use crate::embedded::runtime::RequestContext;
use crate::embedded::store::is_taken;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{CustomRoleId, slug};

/// Maximum length of a description, in characters (assumed).
const MAX_DESCRIPTION: usize = 1_000;

/// Checks that the caller may define roles. Requires a built-in admin role, so that no custom role can grant itself
/// more, and a plan with custom roles.
pub(super) fn check_may_define(call: &RequestContext<'_>, team: &TeamRow) -> Result<()> {
    call.check_team_admin(team)?;
    if team.plan.has_custom_roles() { Ok(()) } else { Err(not_in_plan("custom roles", team.plan)) }
}

/// Checked statements of a role.
pub(super) struct Definition<'a> {
    pub(super) name: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) statements: String,
}

impl<'a> Definition<'a> {
    /// Checks a statements.
    pub(super) fn check(name: &'a str, description: Option<&'a str>, statements: &[RoleStatement]) -> Result<Self> {
        let name = slug::check_name("role", name)?;
        if description.is_some_and(|text| text.chars().count() > MAX_DESCRIPTION) {
            return Err(bad_request(
                "InvalidDescription",
                format!("invalid description: longer than {MAX_DESCRIPTION} characters"),
            ));
        }
        check_role_statements(statements)?;
        let statements = serde_json::to_string(statements)
            .map_err(|error| Error::new(ErrorKind::Internal, "cannot serialize the statements").caused_by(error))?;
        Ok(Self { name, description, statements })
    }
}

/// Converts a uniqueness error to a conflict over the role's name.
pub(super) fn name_error(error: rusqlite::Error, name: &str) -> Error {
    if is_taken(&error) {
        return conflict("CustomRoleNameTaken", format!("the team already has a role `{name}`"));
    }
    error.into()
}

/// Custom role not found.
pub(super) fn no_role(id: CustomRoleId) -> Error {
    not_found("CustomRoleNotFound", "custom role", id)
}
