//! Function handles.

use super::DocumentId;

/// Start of every function handle.
const PREFIX: &str = "function://";

/// Checks if a text is a function handle: `function://<id>`, or `function://<id>#<path>` with any path. The function need
/// not exist.
///
/// ```
/// use convex_ops::value::{DocumentId, is_function_handle};
///
/// let id = DocumentId { table: 7, internal: [1; 16] };
/// assert!(is_function_handle(&format!("function://{id}")));
/// assert!(is_function_handle(&format!("function://{id}#messages:send")));
/// assert!(!is_function_handle(&id.to_string()));
/// ```
#[must_use]
pub fn is_function_handle(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(PREFIX) else { return false };
    let id = rest.split_once('#').map_or(rest, |(id, _)| id);
    DocumentId::decode(id).is_some()
}

/// Returns the handle with the id of a function.
#[must_use]
pub fn function_handle(id: &DocumentId) -> String {
    format!("{PREFIX}{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_handles_are_accepted() {
        let id = DocumentId { table: 10_001, internal: [7; 16] }.to_string();
        let damaged = format!("{}{}", &id[..id.len() - 1], if id.ends_with('0') { '1' } else { '0' });
        for text in [format!("function://{id}"), format!("function://{id}#"), format!("function://{id}#a/b:c#d")] {
            assert!(is_function_handle(&text), "{text}");
        }
        for text in [
            String::new(),
            "function://".to_owned(),
            id.clone(),
            format!("Function://{id}"),
            format!("function:/{id}"),
            format!(" function://{id}"),
            format!("function://{id} "),
            format!("function://{id}/x"),
            format!("function://{damaged}"),
            "function://#messages:send".to_owned(),
        ] {
            assert!(!is_function_handle(&text), "{text}");
        }
    }
}
