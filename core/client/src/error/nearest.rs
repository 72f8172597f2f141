//! Suggestions for misspelt names.

/// Finds the name with the smallest edit distance, if it is small enough to be a slip.
///
/// ```
/// use convex_ops::error::nearest;
///
/// assert_eq!(nearest("acept", ["levels", "accept"]), Some("accept"));
/// assert_eq!(nearest("color", ["levels", "accept"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, name) = names.into_iter().map(|name| (distance(typed, name), name)).min()?;
    (distance <= name.len() / 3).then_some(name)
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
}
