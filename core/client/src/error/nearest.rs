//! Suggestions for misspelt names.

use strsim::osa_distance;

/// Finds the name with the smallest edit distance, if it is small enough to be a slip. Two swapped letters are one edit.
///
/// ```
/// use convex_ops::error::nearest;
///
/// assert_eq!(nearest("acept", ["levels", "accept"]), Some("accept"));
/// assert_eq!(nearest("cuont", ["list", "count"]), Some("count"));
/// assert_eq!(nearest("color", ["levels", "accept"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, name) = names.into_iter().map(|name| (osa_distance(typed, name), name)).min()?;
    (distance <= name.len() / 3).then_some(name)
}
