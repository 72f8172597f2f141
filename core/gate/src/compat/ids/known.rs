//! Validation of rule ids.

use super::RULE_IDS;
use crate::error::{Error, Result};

/// Refuses an unknown rule id, and suggests the closest one.
///
/// # Errors
/// `InvalidInput` if no rule has the id.
pub(in crate::compat) fn check_id(id: &str) -> Result<()> {
    if RULE_IDS.iter().any(|(known, _)| *known == id) { Ok(()) } else { Err(unknown(id)) }
}

/// Creates the error for an unknown rule id.
pub(in crate::compat) fn unknown(id: &str) -> Error {
    let help = match nearest(id) {
        Some(rule) => format!("did you mean `{rule}`?"),
        None => "run `convex-ops explain` to list the rules".to_owned(),
    };
    Error::invalid_input(format!("unknown rule `{id}`")).help(help)
}

/// Finds the rule with the smallest edit distance, if it is small enough.
fn nearest(id: &str) -> Option<&'static str> {
    let typed = id.to_lowercase().replace('_', "-");
    let distances = RULE_IDS.iter().map(|(rule, _)| (distance(&typed, rule), *rule));
    let (distance, rule) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= rule.len() / 3).then_some(rule)
}

/// Counts the letters to add, remove or replace (Levenshtein distance).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (index, left) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), index + 1);
        let mut before = index + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(b.chars()) {
            let cost = (diagonal + usize::from(left != right)).min(*cell + 1).min(before + 1);
            (diagonal, before) = (*cell, cost);
            *cell = cost;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_levenshtein_distance() {
        for (a, b, expected) in
            [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("abc", "abc", 0), ("ab", "ba", 2)]
        {
            assert_eq!((distance(a, b), distance(b, a)), (expected, expected), "{a} {b}");
        }
    }

    #[test]
    fn near_miss_is_suggested_and_nonsense_is_not() {
        let help = |id| check_id(id).unwrap_err().info().help.clone().unwrap();
        assert_eq!(help("function_removd"), "did you mean `function-removed`?");
        assert_eq!(help("xyzzy"), "run `convex-ops explain` to list the rules");
    }
}
