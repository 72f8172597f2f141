//! The fuzz targets. Each is a function that takes any bytes and panics if a property is violated.
//!
//! The test suite runs each target over its saved corpus, `core/fuzz/corpus/<name>/`, and over seeded mutations of it;
//! `cargo xtask ready --only fuzz` runs it for long under libFuzzer. To add a target, add a file here and a line to the list
//! below, a file in `fuzz_targets/`, a `[[bin]]` in `Cargo.toml`, and seeds.

mod bodies;
mod keys;
mod lines;
mod requests;
mod rows;
mod served;
pub(crate) mod store;
mod sync;
mod value;
mod zip;

/// A target: its name, its function, and the number of mutations that the test suite has time for.
pub(crate) type Target = (&'static str, fn(&[u8]), u64);

/// Mutations of a target that calls a function.
const MANY: u64 = 10_000;

/// Mutations of a target that calls a server or opens a store.
const FEW: u64 = 300;

/// All targets.
pub(crate) const TARGETS: [Target; 8] = [
    ("bodies", bodies::run, FEW),
    ("keys", keys::run, MANY),
    ("lines", lines::run, MANY),
    ("requests", requests::run, MANY),
    ("rows", rows::run, FEW),
    ("sync", sync::run, FEW),
    ("value", value::run, MANY),
    ("zip", zip::run, MANY),
];
