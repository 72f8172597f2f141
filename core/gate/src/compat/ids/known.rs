//! Validation of rule ids.

use super::RULE_IDS;
use crate::error::{Error, Result, nearest};

/// Refuses an unknown rule id, and suggests the closest one.
///
/// # Errors
/// `InvalidInput` if no rule has the id.
pub(in crate::compat) fn check_id(id: &str) -> Result<()> {
    if RULE_IDS.iter().any(|(known, _)| *known == id) { Ok(()) } else { Err(unknown(id)) }
}

/// Creates the error for an unknown rule id.
pub(in crate::compat) fn unknown(id: &str) -> Error {
    let typed = id.to_lowercase().replace('_', "-");
    let help = match nearest(&typed, RULE_IDS.iter().map(|(rule, _)| *rule)) {
        Some(rule) => format!("did you mean `{rule}`?"),
        None => "run `convex-ops explain` to list the rules".to_owned(),
    };
    Error::invalid_input(format!("unknown rule `{id}`")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_miss_is_suggested_and_nonsense_is_not() {
        let help = |id| check_id(id).unwrap_err().info().help.clone().unwrap();
        assert_eq!(help("function_removd"), "did you mean `function-removed`?");
        assert_eq!(help("xyzzy"), "run `convex-ops explain` to list the rules");
    }
}
