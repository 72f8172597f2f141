//! What a custom role may be, and who defines it.

use crate::api::custom_roles::RoleStatement;
use crate::embedded::records::{TeamRow, check_role_statements};
use crate::embedded::refusals::{bad_request, conflict, not_found, not_in_plan};
use crate::embedded::runtime::RequestContext;
use crate::embedded::store::is_taken;
use crate::error::{Error, ErrorKind, Result};
use crate::model::{CustomRoleId, slug};

/// The longest description, in characters (assumed).
const MAX_DESCRIPTION: usize = 1_000;

/// Roles are defined by admins of the team alone, whom no custom role can make, and where the plan has them.
pub(super) fn check_may_define(call: &RequestContext<'_>, team: &TeamRow) -> Result<()> {
    call.check_team_admin(team)?;
    if team.plan.has_custom_roles() { Ok(()) } else { Err(not_in_plan("custom roles", team.plan)) }
}

/// What a role shall be, checked.
pub(super) struct Given<'a> {
    pub(super) name: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) statements: String,
}

impl<'a> Given<'a> {
    /// Checks what is given.
    pub(super) fn check(name: &'a str, description: Option<&'a str>, given: &[RoleStatement]) -> Result<Self> {
        let name = slug::check_name("role", name)?;
        if description.is_some_and(|text| text.chars().count() > MAX_DESCRIPTION) {
            return Err(bad_request(
                "InvalidDescription",
                format!("a description has at most {MAX_DESCRIPTION} characters"),
            ));
        }
        check_role_statements(given)?;
        let statements = serde_json::to_string(given)
            .map_err(|error| Error::new(ErrorKind::Internal, "statements can't be written").caused_by(error))?;
        Ok(Self { name, description, statements })
    }
}

/// Says that the name is taken, where that is what went wrong.
pub(super) fn name_taken(error: rusqlite::Error, name: &str) -> Error {
    if is_taken(&error) {
        return conflict("CustomRoleNameTaken", format!("the team has a role `{name}` already"));
    }
    error.into()
}

/// Refuses a role that is not there.
pub(super) fn no_role(id: CustomRoleId) -> Error {
    not_found("CustomRoleNotFound", "custom role", id)
}
