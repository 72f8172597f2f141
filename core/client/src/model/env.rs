//! Limits of environment variables, as Convex's code has them; its documentation gives others.
//!
//! Source: `crates/common/src/types/environment_variables.rs` and `knobs.rs` of convex-backend.

use super::refusal::{exceeded, refused};
use crate::error::Result;

/// The longest name, in bytes.
pub const MAX_NAME_LENGTH: usize = 256;
/// The longest value, in bytes.
pub const MAX_VALUE_LENGTH: usize = 8 * 1024;
/// The most variables that one deployment may have.
pub const MAX_COUNT: usize = 512;
/// The most bytes that names and values of one deployment may have together.
pub const MAX_TOTAL_SIZE: usize = 512 * 1024;

/// The names that Convex sets itself.
const BUILT_IN: [&str; 2] = ["CONVEX_CLOUD_URL", "CONVEX_SITE_URL"];

/// Checks the name of a variable.
///
/// # Errors
/// `InvalidInput` when it has other characters than letters, digits and `_`, begins with a digit, or is too long.
pub fn check_name(name: &str) -> Result<()> {
    let mut bytes = name.bytes();
    let starts_well = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if !starts_well || !bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        let shown: String = name.chars().take(MAX_NAME_LENGTH).collect();
        return Err(refused("EnvironmentVariableNameInvalid", format!("the name `{shown}` is not that of a variable"))
            .help("a name begins with a letter or `_` and has letters, digits and `_`"));
    }
    if name.len() > MAX_NAME_LENGTH {
        return Err(refused(
            "EnvironmentVariableNameTooLong",
            format!("the name of a variable has {} bytes, more than {MAX_NAME_LENGTH}", name.len()),
        ));
    }
    Ok(())
}

/// Checks a variable that shall be set.
///
/// # Errors
/// `InvalidInput` when the name is none (see [`check_name`]) or one that Convex sets itself, or the value is too long.
pub fn check(name: &str, value: &str) -> Result<()> {
    check_name(name)?;
    if BUILT_IN.contains(&name) {
        return Err(refused("EnvVarNameForbidden", format!("`{name}` is set by Convex itself")));
    }
    if value.len() > MAX_VALUE_LENGTH {
        return Err(refused(
            "EnvironmentVariableValueTooLarge",
            format!("the value of `{name}` has {} bytes, more than {MAX_VALUE_LENGTH}", value.len()),
        ));
    }
    Ok(())
}

/// Checks all variables of a deployment together: how many, and the bytes of their names and values.
///
/// # Errors
/// `LimitExceeded` when there are too many, or they are too large.
pub fn check_total(count: usize, size: usize) -> Result<()> {
    if count > MAX_COUNT {
        return Err(exceeded("EnvVarLimitMet", format!("a deployment may have {MAX_COUNT} environment variables")));
    }
    if size > MAX_TOTAL_SIZE {
        return Err(exceeded(
            "EnvVarTotalSizeLimitMet",
            format!("the environment variables have {size} bytes together, more than {MAX_TOTAL_SIZE}"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        for name in ["A", "_", "a1", "API_KEY", "__x9", &"n".repeat(MAX_NAME_LENGTH)] {
            check_name(name).unwrap();
        }
        for name in ["", "1A", "A-B", "A B", "Ä", "A\n", "A=B", &"n".repeat(MAX_NAME_LENGTH + 1)] {
            check_name(name).unwrap_err();
        }
    }

    #[test]
    fn values_have_at_most_8_kib() {
        check("A", "").unwrap();
        check("A", &"v".repeat(MAX_VALUE_LENGTH)).unwrap();
        check("A", &"v".repeat(MAX_VALUE_LENGTH + 1)).unwrap_err();
        check("A", &"é".repeat(MAX_VALUE_LENGTH / 2 + 1)).unwrap_err();
    }

    #[test]
    fn what_convex_sets_itself_cannot_be_set() {
        check("CONVEX_SITE_URL", "x").unwrap_err();
        check("CONVEX_SITE_URL_2", "x").unwrap();
    }

    #[test]
    fn together_they_are_limited() {
        check_total(MAX_COUNT, MAX_TOTAL_SIZE).unwrap();
        check_total(MAX_COUNT + 1, 0).unwrap_err();
        check_total(0, MAX_TOTAL_SIZE + 1).unwrap_err();
    }
}
