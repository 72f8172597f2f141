//! References: names of deployments within a project, such as `production`, `dev/james` or `preview/my-branch`.

use super::name::is_deployment_name;
use super::refusal::refused;
use super::{DeploymentType, slug};
use crate::error::Result;

/// Minimum length of a reference, in characters.
pub const MIN_LENGTH: usize = 3;
/// Maximum length of a reference, in characters.
pub const MAX_LENGTH: usize = 100;

/// Reserved words. They have another meaning in places that accept a reference.
pub const RESERVED: [&str; 10] =
    ["prod", "dev", "cloud", "local", "default", "name", "new", "existing", "deployment", "preview"];

/// Maximum length of a preview identifier, in characters (assumed).
pub const MAX_IDENTIFIER_LENGTH: usize = 200;

/// Checks a new reference.
///
/// # Errors
///
/// `InvalidInput` with the violated rule.
pub fn check(reference: &str) -> Result<()> {
    match violated_rule(reference) {
        None => Ok(()),
        Some(rule) => {
            let shown: String = reference.chars().take(MAX_LENGTH).collect();
            Err(refused("InvalidDeploymentReference", format!("invalid reference `{shown}`: {rule}")))
        }
    }
}

fn violated_rule(reference: &str) -> Option<&'static str> {
    if !(MIN_LENGTH..=MAX_LENGTH).contains(&reference.chars().count()) {
        return Some("expected 3 to 100 characters");
    }
    if !reference.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
    {
        return Some("expected lower case letters, digits, `-` and `/`");
    }
    if is_deployment_name(reference) {
        return Some("it must not have the form of a deployment name");
    }
    if reference.starts_with("local-") {
        return Some("it must not start with `local-`");
    }
    RESERVED.contains(&reference).then_some("it is a reserved word")
}

/// Returns the default reference of a deployment. `owner` is the slug of the member or, for a preview, its identifier.
#[must_use]
pub fn default_for(deployment_type: &DeploymentType, owner: &str) -> String {
    match deployment_type {
        DeploymentType::Prod => "production".to_owned(),
        DeploymentType::Dev => format!("dev/{}", slug::from_name(owner, "member")),
        DeploymentType::Preview => for_preview(owner),
        // Assumed: the sources define no default reference for custom deployments.
        DeploymentType::Custom | DeploymentType::Other(_) => "custom/deployment".to_owned(),
    }
}

/// Returns the reference of a preview: `preview/` and the identifier, with invalid characters replaced by `-`.
///
/// ```
/// use convex_ops::model::reference;
///
/// assert_eq!(reference::for_preview("feature/Login_2"), "preview/feature/login-2");
/// ```
#[must_use]
pub fn for_preview(identifier: &str) -> String {
    let cleaned: String = identifier.to_ascii_lowercase().chars().map(allowed_or_dash).collect();
    let cleaned = cleaned.trim_matches(['-', '/']);
    let cleaned = if cleaned.is_empty() { "branch" } else { cleaned };
    format!("preview/{cleaned}").chars().take(MAX_LENGTH).collect()
}

fn allowed_or_dash(c: char) -> char {
    if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '/' { c } else { '-' }
}

/// Returns the reference to try in the `attempt`th attempt if the previous ones are taken: the reference itself, then
/// with a numeric suffix.
#[must_use]
pub fn numbered(reference: &str, attempt: u64) -> String {
    if attempt == 0 {
        return reference.to_owned();
    }
    let suffix = format!("-{}", attempt + 1);
    let kept: String = reference.chars().take(MAX_LENGTH.saturating_sub(suffix.len())).collect();
    kept + &suffix
}

/// Checks the identifier of a preview, usually a branch name.
///
/// # Errors
///
/// `InvalidInput` if it is empty, too long, or contains control characters.
pub fn check_identifier(identifier: &str) -> Result<()> {
    let length = identifier.chars().count();
    if identifier.trim().is_empty() || length > MAX_IDENTIFIER_LENGTH || identifier.chars().any(char::is_control) {
        return Err(refused(
            "InvalidPreviewIdentifier",
            format!(
                "invalid preview identifier: expected 1 to {MAX_IDENTIFIER_LENGTH} characters without control characters"
            ),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_references_are_accepted() {
        for reference in
            ["production", "dev/james", "preview/a-b/c", "abc", "123", "prod/", "dev2", "a-b-1x", "local/x"]
        {
            check(reference).unwrap();
        }
        check(&"x".repeat(MAX_LENGTH)).unwrap();
    }

    #[test]
    fn invalid_references_return_violated_rule() {
        for (reference, because) in [
            ("ab", "3 to 100"),
            ("Staging", "lower case"),
            ("a_b", "lower case"),
            ("a b", "lower case"),
            ("äöü", "lower case"),
            ("happy-otter-123", "form of a deployment name"),
            ("local-main", "`local-`"),
            ("preview", "reserved"),
            ("prod", "reserved"),
            ("existing", "reserved"),
        ] {
            let error = check(reference).unwrap_err().to_string();
            assert!(error.contains(because), "{reference}: {error}");
        }
        check(&"x".repeat(MAX_LENGTH + 1)).unwrap_err();
    }

    #[test]
    fn default_references_are_valid() {
        assert_eq!(default_for(&DeploymentType::Prod, ""), "production");
        assert_eq!(default_for(&DeploymentType::Dev, "James K."), "dev/james-k");
        assert_eq!(default_for(&DeploymentType::Preview, "Fix #12"), "preview/fix--12");
        let long = "b".repeat(300);
        for deployment_type in DeploymentType::KNOWN {
            for owner in ["", "/", "日本", &long] {
                let reference = default_for(deployment_type, owner);
                check(&reference).unwrap();
                check(&numbered(&reference, 7)).unwrap();
            }
        }
    }

    #[test]
    fn preview_identifiers_are_checked() {
        check_identifier("feature/Login_2").unwrap();
        for identifier in ["", "  ", "a\nb", &"x".repeat(MAX_IDENTIFIER_LENGTH + 1)] {
            check_identifier(identifier).unwrap_err();
        }
    }
}
