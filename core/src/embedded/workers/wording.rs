//! How Convex words places and numbers.

/// How Convex says in which component a table is.
pub(in crate::embedded) fn in_component(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(" in '{path}'") }
}

/// A number with a comma between each three digits.
pub(in crate::embedded) fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
