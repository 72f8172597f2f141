//! Predicates of Convex's CLI, reproduced exactly, to select the same deployment.
//!
//! They take the text of a key, well formed or not. Source: `src/cli/lib/deployment.ts` and `envvars.ts` of the npm
//! package `convex` 1.48.0. Each documents the differences from [`parse_key`](super::parse_key).

use super::secret::is_cloud_token;

/// Checks if the key is a preview deploy key: three parts before the first `|`, the first of which is `preview`.
///
/// Difference: parts may be empty.
#[must_use]
pub fn is_preview_deploy_key(key: &str) -> bool {
    let Some((prefix, _)) = key.split_once('|') else { return false };
    let mut parts = prefix.split(':');
    parts.next() == Some("preview") && parts.count() == 2
}

/// Checks if the key is a project key: `project:`, then a `|` anywhere later in the line.
///
/// Difference: the text in between is not checked, so `project:|s` and `project:x|s` are project keys too.
#[must_use]
pub fn is_project_key(key: &str) -> bool {
    key.strip_prefix("project:").is_some_and(first_line_has_bar)
}

/// Checks if the key authorizes calls to Convex Cloud for a deployment: `prod:` or `dev:`, then a `|` later in the
/// line.
///
/// Difference: admin keys and keys of preview and custom deployments do not match, although they name a deployment.
#[must_use]
pub fn is_deployment_key(key: &str) -> bool {
    let rest = key.strip_prefix("dev:").or_else(|| key.strip_prefix("prod:"));
    rest.is_some_and(first_line_has_bar)
}

/// Returns the deployment type that the CLI assumes: the text before the first `:` of the whole key, else `prod`.
///
/// Difference: an admin key without a `:` counts as `prod`. If its secret contains a `:`, the text up to there is the
/// type. The result may contain a part of the secret: compare it, don't print it.
#[must_use]
pub fn deployment_type(key: &str) -> &str {
    key.split_once(':').map_or("prod", |(before, _)| before)
}

/// Returns the deployment name that the CLI assumes: the last part before the first `|`.
///
/// Difference: a project key returns its project. `None` for a preview deploy key, and for a key without a `|`, for
/// which the CLI requests a new one.
#[must_use]
pub fn deployment_name(key: &str) -> Option<&str> {
    let (prefix, _) = key.split_once('|')?;
    if is_preview_deploy_key(key) { None } else { prefix.rsplit(':').next() }
}

/// Checks if an environment variable is the rest of an unquoted key: `KEY=project:a:b|eyJ2…=` sets an empty variable
/// whose name is the secret without its final `=`. Don't print the name.
#[must_use]
pub fn is_unquoted_remnant(variable_name: &str, value: &str) -> bool {
    value.is_empty() && is_cloud_token(variable_name)
}

/// Matches like `.*\|` in JavaScript: `.` stops at the end of a line.
fn first_line_has_bar(text: &str) -> bool {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}']).next().is_some_and(|line| line.contains('|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJ2MiI6Im5vdC1hLXNlY3JldCJ9";

    #[test]
    fn preview_deploy_keys_have_three_parts() {
        assert!(is_preview_deploy_key("preview:team:project|s"));
        assert!(is_preview_deploy_key("preview::|s"));
        assert!(!is_preview_deploy_key("preview:name|s"));
        assert!(!is_preview_deploy_key("preview:a:b:c|s"));
        assert!(!is_preview_deploy_key("preview:team:project"));
        assert!(!is_preview_deploy_key("Preview:team:project|s"));
    }

    #[test]
    fn project_keys_need_only_a_bar() {
        assert!(is_project_key("project:team:project|s"));
        assert!(is_project_key("project:|"));
        assert!(!is_project_key("project:team:project"));
        assert!(!is_project_key("project:team\n|s"));
        assert!(!is_project_key(" project:team:project|s"));
    }

    #[test]
    fn only_prod_and_dev_are_deployment_keys() {
        assert!(is_deployment_key("prod:name|s"));
        assert!(is_deployment_key("dev:name|s"));
        assert!(!is_deployment_key("preview:name|s"));
        assert!(!is_deployment_key("custom:name|s"));
        assert!(!is_deployment_key("name|s"));
        assert!(!is_deployment_key("prod:name"));
    }

    #[test]
    fn type_precedes_first_colon() {
        assert_eq!(deployment_type("custom:name|s"), "custom");
        assert_eq!(deployment_type("name|0123"), "prod");
        assert_eq!(deployment_type("0123"), "prod");
        assert_eq!(deployment_type("name|a:b"), "name|a");
    }

    #[test]
    fn name_is_last_part() {
        assert_eq!(deployment_name("prod:name|s|t"), Some("name"));
        assert_eq!(deployment_name("name|s"), Some("name"));
        assert_eq!(deployment_name("project:team:project|s"), Some("project"));
        assert_eq!(deployment_name("preview:team:project|s"), None);
        assert_eq!(deployment_name("0123"), None);
    }

    #[test]
    fn unquoted_key_leaves_token_as_variable_name() {
        assert!(is_unquoted_remnant(TOKEN, ""));
        assert!(!is_unquoted_remnant(TOKEN, "x"));
        assert!(!is_unquoted_remnant("eyJ2MSI6MX0", ""));
        assert!(!is_unquoted_remnant("eyes_open", ""));
    }
}
