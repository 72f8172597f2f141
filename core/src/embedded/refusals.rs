//! Errors of the platform, with Convex's codes.

use crate::error::{Error, ErrorKind};
use crate::model::Action;

/// The input is invalid.
pub(super) fn bad_request(code: &'static str, message: impl Into<String>) -> Error {
    Error::invalid_input(message).with_code(code)
}

/// The token or key is missing or invalid.
pub(super) fn unauthenticated(message: &str) -> Error {
    Error::new(ErrorKind::Unauthenticated, message).with_code("Unauthorized").help("create a new token or key")
}

/// The caller is known but not allowed.
pub(super) fn forbidden(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::PermissionDenied, message).with_code("Forbidden")
}

/// The caller is known but not allowed to perform this action. Convex's command looks for this message, which is
/// Convex's own.
pub(super) fn not_allowed(action: &Action) -> Error {
    forbidden(format!("You do not have permission to perform this operation ({action})."))
        .help("ask an admin of the team for permission")
}

/// The team's plan does not include a feature.
pub(super) fn not_in_plan(feature: &str, plan: crate::model::TeamPlan) -> Error {
    Error::new(ErrorKind::PermissionDenied, format!("the plan `{plan}` does not include {feature}"))
        .with_code("FeatureNotInPlan")
        .help("upgrade the team's plan")
}

/// A resource does not exist, or the caller cannot see it.
pub(super) fn not_found(code: &'static str, what: &str, named: impl std::fmt::Display) -> Error {
    let named: String = named.to_string().chars().take(200).collect();
    missing(code, format!("{what} `{named}` not found"))
}

/// A resource without a name of its own does not exist, or the caller cannot see it.
pub(super) fn missing(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::NotFound, message).with_code(code)
}

/// A resource exists already or conflicts with another one.
pub(super) fn conflict(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Conflict, message).with_code(code)
}

/// A limit of the plan would be exceeded.
pub(super) fn exceeded(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::LimitExceeded, message).with_code(code)
}

/// Team not found.
pub(super) fn no_team(named: impl std::fmt::Display) -> Error {
    not_found("TeamNotFound", "team", named)
}

/// Project not found.
pub(super) fn no_project(named: impl std::fmt::Display) -> Error {
    not_found("ProjectNotFound", "project", named)
}

/// Deployment not found.
pub(super) fn no_deployment(named: impl std::fmt::Display) -> Error {
    not_found("DeploymentNotFound", "deployment", named)
}

/// Token or key not found. The message omits what the caller sent, which may be a secret.
pub(super) fn no_token(kind: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("{kind} not found"))
        .with_code("AccessTokenNotFound")
        .help("use its value, name or ID")
}

/// The key belongs to another deployment.
pub(super) fn bad_deploy_key(deployment: &str) -> Error {
    Error::new(ErrorKind::PermissionDenied, format!("invalid key for deployment `{deployment}`"))
        .with_code("BadDeployKey")
        .help("check that the key belongs to this deployment")
}

/// The key's deployment was deleted.
pub(super) fn deleted_deployment() -> Error {
    Error::new(ErrorKind::PermissionDenied, "deployment of this key not found").with_code("BadDeployKey")
}
