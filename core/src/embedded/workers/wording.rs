//! Convex's wording of components and numbers.

/// Returns Convex's wording for the component of a table.
pub(in crate::embedded) fn in_component(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(" in '{path}'") }
}

/// Formats a number with a comma as thousands separator.
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
