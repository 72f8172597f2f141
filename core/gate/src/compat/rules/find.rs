//! Rules by their ids.

use super::RULES;
use crate::compat::ids::unknown;
use crate::compat::rule::Rule;
use crate::error::Result;

/// Finds the rule with an id.
///
/// # Errors
/// `InvalidInput` if no rule has this id; the help suggests the closest one.
///
/// ```
/// use convex_ops::compat::find_rule;
///
/// assert_eq!(find_rule("table-removed")?.id, "table-removed");
/// let error = find_rule("table-remove").unwrap_err();
/// assert_eq!(error.info().help.as_deref(), Some("did you mean `table-removed`?"));
/// # Ok::<(), convex_ops::Error>(())
/// ```
pub fn find_rule(id: &str) -> Result<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id).ok_or_else(|| unknown(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compat::ids::RULE_IDS;

    #[test]
    fn every_rule_is_found() {
        assert!(RULES.iter().all(|rule| find_rule(rule.id).is_ok_and(|found| found.id == rule.id)));
    }

    #[test]
    fn id_list_matches_rules() {
        assert!(RULES.iter().map(|rule| (rule.id, rule.family)).eq(RULE_IDS.iter().copied()));
    }
}
