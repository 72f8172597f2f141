//! Slugs: the short form of a name in keys and URLs.

use super::refusal::refused;
use crate::error::Result;

/// Maximum length of a team or project name, in characters (assumed).
pub const MAX_NAME_LENGTH: usize = 100;
/// Maximum length of a slug, in characters (assumed).
pub const MAX_LENGTH: usize = 64;

/// Checks and trims the name of a team, project, key or role.
///
/// # Errors
///
/// `InvalidInput` if it is empty, too long, or contains control characters.
pub fn check_name<'a>(what: &str, name: &'a str) -> Result<&'a str> {
    let name = name.trim();
    if name.is_empty() {
        return Err(refused("InvalidName", format!("invalid {what} name: expected at least one character")));
    }
    if name.chars().count() > MAX_NAME_LENGTH {
        return Err(refused(
            "InvalidName",
            format!("invalid {what} name: expected at most {MAX_NAME_LENGTH} characters"),
        ));
    }
    if name.chars().any(char::is_control) {
        return Err(refused("InvalidName", format!("invalid {what} name: unexpected control characters")));
    }
    Ok(name)
}

/// Returns the slug of a name: lower case letters and digits, joined by `-`. `what` is the fallback if none remain.
///
/// ```
/// use convex_ops::model::slug;
///
/// assert_eq!(slug::from_name("My Chat, again!", "project"), "my-chat-again");
/// assert_eq!(slug::from_name("…", "project"), "project");
/// ```
#[must_use]
pub fn from_name(name: &str, what: &str) -> String {
    let mut slug = String::new();
    for part in name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&part.to_ascii_lowercase());
    }
    let slug: String = slug.chars().take(MAX_LENGTH).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { what.to_owned() } else { slug.to_owned() }
}

/// Returns the slug to try in the `attempt`th attempt: the slug itself, then with a numeric suffix.
#[must_use]
pub fn numbered(slug: &str, attempt: u64) -> String {
    if attempt == 0 {
        return slug.to_owned();
    }
    let suffix = format!("-{attempt}");
    let kept: String = slug.chars().take(MAX_LENGTH.saturating_sub(suffix.len())).collect();
    kept + &suffix
}

/// Checks a slug given by a user.
///
/// # Errors
///
/// `InvalidInput` if it contains characters other than lower case letters, digits and inner `-`, or is too long.
pub fn check(slug: &str) -> Result<()> {
    let shape = !slug.is_empty() && slug.len() <= MAX_LENGTH && !slug.starts_with('-') && !slug.ends_with('-');
    if !shape || !slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        let shown: String = slug.chars().take(MAX_LENGTH).collect();
        return Err(refused("InvalidSlug", format!("invalid slug `{shown}`"))
            .help(format!("use at most {MAX_LENGTH} lower case letters, digits and inner `-`")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_converted_to_slugs() {
        for (name, slug) in [
            ("Todo", "todo"),
            ("  My  App! ", "my-app"),
            ("a--b", "a-b"),
            ("Müller & Söhne 2", "m-ller-s-hne-2"),
            ("日本", "project"),
            ("", "project"),
        ] {
            assert_eq!(from_name(name, "project"), slug, "{name:?}");
            check(slug).unwrap();
        }
        let long = from_name(&"ab ".repeat(60), "project");
        assert!(long.len() <= MAX_LENGTH, "{long}");
        check(&long).unwrap();
    }

    #[test]
    fn later_attempts_have_numeric_suffix() {
        assert_eq!(numbered("todo", 0), "todo");
        assert_eq!(numbered("todo", 12), "todo-12");
        assert_eq!(numbered(&"x".repeat(MAX_LENGTH), 1).len(), MAX_LENGTH);
    }

    #[test]
    fn invalid_slugs_are_rejected() {
        check("a").unwrap();
        check("a-1").unwrap();
        for slug in ["", "-a", "a-", "A", "a_b", "a b", "a/b", &"x".repeat(MAX_LENGTH + 1)] {
            check(slug).unwrap_err();
        }
    }

    #[test]
    fn blank_names_are_rejected() {
        assert_eq!(check_name("team", " Acme ").unwrap(), "Acme");
        for name in ["", "  ", "a\nb", &"x".repeat(MAX_NAME_LENGTH + 1)] {
            check_name("team", name).unwrap_err();
        }
    }
}
