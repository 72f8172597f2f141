//! What is fuzzed. Each target is a function that panics where something is not as it must be, whatever bytes it gets.
//!
//! The gate runs each over its saved corpus, `core/fuzz/corpus/<name>/`, and over seeded mutations of it;
//! `cargo xtask ready --only fuzz` runs it for long under libFuzzer. To add one: a file here with its line in the list
//! below, a file in `fuzz_targets/`, a `[[bin]]` of its name in `Cargo.toml`, and some seeds.

mod keys;
mod lines;
mod requests;
mod value;
mod zip;

/// A target: its name, and what it does with some bytes.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets.
pub(crate) const TARGETS: [Target; 5] =
    [("keys", keys::run), ("lines", lines::run), ("requests", requests::run), ("value", value::run), ("zip", zip::run)];
