//! Limits of environment variables, from Convex's code. Its documentation states different limits.
//!
//! Source: `crates/common/src/types/environment_variables.rs` and `knobs.rs` of convex-backend.

use super::refusal::{exceeded, refused};
use crate::error::Result;

/// Maximum length of a name, in bytes.
pub const MAX_NAME_LENGTH: usize = 256;
/// Maximum length of a value, in bytes.
pub const MAX_VALUE_LENGTH: usize = 8 * 1024;
/// Maximum number of variables per deployment.
pub const MAX_COUNT: usize = 512;
/// Maximum total size of names and values per deployment, in bytes.
pub const MAX_TOTAL_SIZE: usize = 512 * 1024;

/// Names reserved by Convex.
const BUILT_IN: [&str; 2] = ["CONVEX_CLOUD_URL", "CONVEX_SITE_URL"];

/// Checks the name of a variable.
///
/// # Errors
///
/// `InvalidInput` if the name contains characters other than letters, digits and `_`, starts with a digit, or is too
/// long.
pub fn check_name(name: &str) -> Result<()> {
    let mut bytes = name.bytes();
    let starts_well = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    if !starts_well || !bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        let shown: String = name.chars().take(MAX_NAME_LENGTH).collect();
        return Err(refused("EnvironmentVariableNameInvalid", format!("invalid environment variable name `{shown}`"))
            .help("use letters, digits and `_`, and start with a letter or `_`"));
    }
    if name.len() > MAX_NAME_LENGTH {
        return Err(refused(
            "EnvironmentVariableNameTooLong",
            format!("environment variable name too long: {} bytes, the limit is {MAX_NAME_LENGTH}", name.len()),
        ));
    }
    Ok(())
}

/// Checks a variable to set.
///
/// # Errors
///
/// `InvalidInput` if the name is invalid (see [`check_name`]) or reserved by Convex, or the value is too long.
pub fn check(name: &str, value: &str) -> Result<()> {
    check_name(name)?;
    if BUILT_IN.contains(&name) {
        return Err(refused("EnvVarNameForbidden", format!("cannot set `{name}`: Convex sets it")));
    }
    if value.len() > MAX_VALUE_LENGTH {
        return Err(refused(
            "EnvironmentVariableValueTooLarge",
            format!("value of `{name}` too long: {} bytes, the limit is {MAX_VALUE_LENGTH}", value.len()),
        ));
    }
    Ok(())
}

/// Checks the number and total size of a deployment's variables.
///
/// # Errors
///
/// `LimitExceeded` if there are too many, or they are too large.
pub fn check_total(count: usize, size: usize) -> Result<()> {
    if count > MAX_COUNT {
        return Err(exceeded("EnvVarLimitMet", format!("too many environment variables: the limit is {MAX_COUNT}")));
    }
    if size > MAX_TOTAL_SIZE {
        return Err(exceeded(
            "EnvVarTotalSizeLimitMet",
            format!("environment variables too large: {size} bytes in total, the limit is {MAX_TOTAL_SIZE}"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variable_names_are_checked() {
        for name in ["A", "_", "a1", "API_KEY", "__x9", &"n".repeat(MAX_NAME_LENGTH)] {
            check_name(name).unwrap();
        }
        for name in ["", "1A", "A-B", "A B", "Ä", "A\n", "A=B", &"n".repeat(MAX_NAME_LENGTH + 1)] {
            check_name(name).unwrap_err();
        }
    }

    #[test]
    fn variable_values_are_limited_to_8_kib() {
        check("A", "").unwrap();
        check("A", &"v".repeat(MAX_VALUE_LENGTH)).unwrap();
        check("A", &"v".repeat(MAX_VALUE_LENGTH + 1)).unwrap_err();
        check("A", &"é".repeat(MAX_VALUE_LENGTH / 2 + 1)).unwrap_err();
    }

    #[test]
    fn reserved_variables_cannot_be_set() {
        check("CONVEX_SITE_URL", "x").unwrap_err();
        check("CONVEX_SITE_URL_2", "x").unwrap();
    }

    #[test]
    fn variable_totals_are_limited() {
        check_total(MAX_COUNT, MAX_TOTAL_SIZE).unwrap();
        check_total(MAX_COUNT + 1, 0).unwrap_err();
        check_total(0, MAX_TOTAL_SIZE + 1).unwrap_err();
    }
}
