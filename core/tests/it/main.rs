//! The integration tests, in one binary: one module per subject.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

mod corpus;
#[cfg(feature = "source")]
mod data;
mod layers;
mod readme;
mod rust_source;
mod support;
mod tidy;
