//! The fuzz targets. Each is a function that takes any bytes and panics if a property is violated.
//!
//! The test suite runs each target over its saved corpus, `core/fuzz/corpus/<name>/`, and over seeded mutations of it;
//! `cargo xtask ready --only fuzz` runs it for long under libFuzzer. To add a target, add a file here and a line to the list
//! below, a file in `fuzz_targets/`, a `[[bin]]` in `Cargo.toml`, and seeds.

mod keys;
mod lines;
mod requests;
mod value;
mod zip;

/// A target: its name and function.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets.
pub(crate) const TARGETS: [Target; 5] =
    [("keys", keys::run), ("lines", lines::run), ("requests", requests::run), ("value", value::run), ("zip", zip::run)];
