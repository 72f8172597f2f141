//! Paths that pure modules may not use.

use crate::rust_source::NamedPath;

const IMPURE: [&str; 16] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::hash::RandomState",
    "SystemTime",
    "Instant",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "Timestamp::now",
    "Zoned::now",
    "js_sys",
    "web_sys",
];

/// Crates that pure modules may not use.
const IMPURE_CRATES: [&str; 9] =
    ["tokio", "reqwest", "rand", "getrandom", "tempfile", "zip", "rawzip", "rusqlite", "axum"];

/// Checks if a path is impure.
pub(super) fn is_impure(named: &NamedPath) -> bool {
    // A path with one segment may be a variable; the first of several is a crate or module.
    let of_crate = |name: &&str| named.segments.len() > 1 && named.begins_with(name);
    IMPURE.iter().any(|prefix| named.begins_with(prefix)) || IMPURE_CRATES.iter().any(of_crate)
}
