//! The errors of the platform, each with Convex's code.

use crate::error::{Error, ErrorKind};
use crate::model::Action;

/// The input is wrong.
pub(super) fn bad_request(code: &'static str, message: impl Into<String>) -> Error {
    Error::invalid_input(message).with_code(code)
}

/// No token or key, or none that is valid.
pub(super) fn unauthenticated(message: &str) -> Error {
    Error::new(ErrorKind::Unauthenticated, message).with_code("Unauthorized").help("make a new token or key")
}

/// Known, and not allowed.
pub(super) fn forbidden(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::PermissionDenied, message).with_code("Forbidden")
}

/// Known, and the action is not allowed. The text is Convex's own: its command looks for it.
pub(super) fn not_allowed(action: &Action) -> Error {
    forbidden(format!("You do not have permission to perform this operation ({action})."))
        .help("ask an admin of the team for it")
}

/// A feature that the team's plan doesn't have.
pub(super) fn not_in_plan(feature: &str, plan: crate::model::Plan) -> Error {
    Error::new(ErrorKind::PermissionDenied, format!("{feature} is not part of the plan `{plan}`"))
        .with_code("FeatureNotInPlan")
        .help("choose another plan for the team")
}

/// What was named is not there, or not to be seen by the caller.
pub(super) fn not_found(code: &'static str, what: &str, named: impl std::fmt::Display) -> Error {
    let named: String = named.to_string().chars().take(200).collect();
    Error::new(ErrorKind::NotFound, format!("there is no {what} `{named}`")).with_code(code)
}

/// It is there already, or in the way.
pub(super) fn conflict(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Conflict, message).with_code(code)
}

/// A limit of the plan would be exceeded.
pub(super) fn exceeded(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::LimitExceeded, message).with_code(code)
}

/// A team that is not there.
pub(super) fn no_team(named: impl std::fmt::Display) -> Error {
    not_found("TeamNotFound", "team", named)
}

/// A project that is not there.
pub(super) fn no_project(named: impl std::fmt::Display) -> Error {
    not_found("ProjectNotFound", "project", named)
}

/// A deployment that is not there.
pub(super) fn no_deployment(named: impl std::fmt::Display) -> Error {
    not_found("DeploymentNotFound", "deployment", named)
}

/// A token or key that is not there. What named it may be its secret, and isn't shown.
pub(super) fn no_token(kind: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no {kind} with this value, name or id"))
        .with_code("AccessTokenNotFound")
}

/// A key of another deployment.
pub(super) fn bad_deploy_key(deployment: &str) -> Error {
    Error::new(ErrorKind::PermissionDenied, format!("invalid key for deployment `{deployment}`"))
        .with_code("BadDeployKey")
        .help("check that the key belongs to this deployment")
}
