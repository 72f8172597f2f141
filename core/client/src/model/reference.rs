//! References: what a deployment is called inside its project, such as `production`, `dev/james` or `preview/my-branch`.

use super::name::is_deployment_name;
use super::refusal::refused;
use super::{DeploymentType, slug};
use crate::error::Result;

/// The shortest reference, in characters.
pub const MIN_LENGTH: usize = 3;
/// The longest reference, in characters.
pub const MAX_LENGTH: usize = 100;

/// What no reference may be, for each of these means something else where a reference can stand.
pub const RESERVED: [&str; 10] =
    ["prod", "dev", "cloud", "local", "default", "name", "new", "existing", "deployment", "preview"];

/// The longest identifier of a preview, in characters (assumed).
pub const MAX_IDENTIFIER_LENGTH: usize = 200;

/// Checks a reference that somebody wants to give.
///
/// # Errors
/// `InvalidInput` says which rule it breaks.
pub fn check(reference: &str) -> Result<()> {
    match broken_rule(reference) {
        None => Ok(()),
        Some(rule) => {
            let shown: String = reference.chars().take(MAX_LENGTH).collect();
            Err(refused("InvalidDeploymentReference", format!("`{shown}` is not a reference: {rule}")))
        }
    }
}

fn broken_rule(reference: &str) -> Option<&'static str> {
    if !(MIN_LENGTH..=MAX_LENGTH).contains(&reference.chars().count()) {
        return Some("it has 3 to 100 characters");
    }
    if !reference.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/'))
    {
        return Some("it has only lower case letters, digits, `-` and `/`");
    }
    if is_deployment_name(reference) {
        return Some("it may not have the form of a deployment's name");
    }
    if reference.starts_with("local-") {
        return Some("it may not start with `local-`");
    }
    RESERVED.contains(&reference).then_some("it is a reserved word")
}

/// The reference that a deployment gets where none is given. `owner` is the slug of the member or, for a preview, its
/// identifier.
#[must_use]
pub fn default_for(deployment_type: &DeploymentType, owner: &str) -> String {
    match deployment_type {
        DeploymentType::Prod => "production".to_owned(),
        DeploymentType::Dev => format!("dev/{}", slug::from_name(owner, "member")),
        DeploymentType::Preview => for_preview(owner),
        // Assumed: nothing says what a custom deployment without a reference is called.
        DeploymentType::Custom | DeploymentType::Other(_) => "custom/deployment".to_owned(),
    }
}

/// The reference of the preview with this identifier: `preview/` and the identifier, with what no reference has as `-`.
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

/// The reference to try for the `attempt`th time, where the one before is taken: itself, then with digits behind it.
#[must_use]
pub fn numbered(reference: &str, attempt: u64) -> String {
    if attempt == 0 {
        return reference.to_owned();
    }
    let suffix = format!("-{}", attempt + 1);
    let kept: String = reference.chars().take(MAX_LENGTH.saturating_sub(suffix.len())).collect();
    kept + &suffix
}

/// Checks the identifier of a preview: mostly a branch's name.
///
/// # Errors
/// `InvalidInput` when it is empty, too long, or has control characters.
pub fn check_identifier(identifier: &str) -> Result<()> {
    let length = identifier.chars().count();
    if identifier.trim().is_empty() || length > MAX_IDENTIFIER_LENGTH || identifier.chars().any(char::is_control) {
        return Err(refused(
            "InvalidPreviewIdentifier",
            format!(
                "the identifier of a preview has 1 to {MAX_IDENTIFIER_LENGTH} characters and no control characters"
            ),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_that_may_be_given() {
        for reference in
            ["production", "dev/james", "preview/a-b/c", "abc", "123", "prod/", "dev2", "a-b-1x", "local/x"]
        {
            check(reference).unwrap();
        }
        check(&"x".repeat(MAX_LENGTH)).unwrap();
    }

    #[test]
    fn references_that_may_not() {
        for (reference, because) in [
            ("ab", "3 to 100"),
            ("Staging", "lower case"),
            ("a_b", "lower case"),
            ("a b", "lower case"),
            ("äöü", "lower case"),
            ("happy-otter-123", "form of a deployment's name"),
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
    fn defaults_are_references() {
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
    fn identifiers_are_branch_names() {
        check_identifier("feature/Login_2").unwrap();
        for identifier in ["", "  ", "a\nb", &"x".repeat(MAX_IDENTIFIER_LENGTH + 1)] {
            check_identifier(identifier).unwrap_err();
        }
    }
}
