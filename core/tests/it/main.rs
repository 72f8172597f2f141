//! The integration tests, in one binary: one module per subject.

mod layers;
mod readme;
mod rust_source;
mod support;
mod tidy;
