//! Converts role statements from the API's form, in which they are stored, to the form that permission checks use.

use crate::api::custom_roles::{RoleActions, RoleEffect, RoleStatement};
use crate::embedded::refusals::bad_request;
use crate::embedded::store::damaged;
use crate::error::Result;
use crate::model::role::{Actions, Effect, Statement, check_statements};

/// Parses the statements of a stored role.
pub(in crate::embedded) fn statements_of(kept: &str) -> Result<Vec<Statement>> {
    let statements: Vec<RoleStatement> = serde_json::from_str(kept).map_err(damaged)?;
    statements.iter().map(statement).collect()
}

/// Checks the statements of a role from a request.
pub(in crate::embedded) fn check_role_statements(statements: &[RoleStatement]) -> Result<()> {
    let parsed: Result<Vec<_>> = statements
        .iter()
        .enumerate()
        .map(|(index, given)| statement(given).map_err(|error| error.at_path(format_args!(".statements[{index}]"))))
        .collect();
    check_statements(&parsed?)
}

fn statement(given: &RoleStatement) -> Result<Statement> {
    let effect = match &given.effect {
        RoleEffect::Allow => Effect::Allow,
        RoleEffect::Deny => Effect::Deny,
        other => {
            return Err(bad_request(
                "InvalidRoleStatement",
                format!("invalid effect `{other}`: must be `allow` or `deny`"),
            ));
        }
    };
    let actions = match &given.actions {
        RoleActions::All(_) => Actions::All,
        RoleActions::These(listed) => Actions::These(listed.clone()),
    };
    Statement::new(effect, actions, &given.resource)
}
