//! The integration tests, in one binary: one module per subject.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests panic on unexpected results and print statistics"
)]

#[cfg(feature = "eval")]
mod artifact;
mod build;
mod circles;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "client")]
mod client;
mod corpus;
#[cfg(all(feature = "client", feature = "serve"))]
mod dashboard;
mod data;
#[cfg(all(feature = "client", feature = "serve"))]
mod deploying;
mod deployment_selection;
#[cfg(feature = "typegen")]
mod drift;
#[cfg(feature = "embedded")]
mod embedded;
#[cfg(feature = "source")]
mod fuzz;
mod generate;
mod graph;
#[cfg(feature = "cli")]
mod guide;
#[cfg(feature = "embedded")]
mod handles;
mod layers;
mod operations;
mod plan;
mod prose;
mod public_types;
mod push_refusals;
#[cfg(feature = "source")]
mod raw_zip;
mod readme;
mod render;
#[cfg(feature = "source")]
mod rules;
mod rust_source;
#[cfg(all(feature = "client", feature = "serve"))]
mod scenarios;
mod security_page;
#[cfg(feature = "serve")]
mod serve;
mod signatures;
mod subset;
mod support;
mod tidy;
mod values;
#[cfg(feature = "embedded")]
mod wire;
